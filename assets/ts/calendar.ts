/** The drawing of a week: events dragged, stretched, moved by keys (`moving` saves them), made by a gesture in an empty
 * place, which opens the form of a new one there. */
import { moveEvent } from "./moving";
import { isTyping, say, words } from "./page";

const STEP = 0.25;
const THRESHOLD = 5;

/** Where an event stands: its column, its hours from midnight. */
interface Place { column: number; top: number; length: number }

interface Drawing { root: HTMLElement; grid: SVGSVGElement; first: number; last: number; days: number; em: number }

function drawingOf(root: HTMLElement): Drawing | null {
  const grid = root.querySelector<SVGSVGElement>(".week-grid");
  if (!grid) return null;
  const first = Number(root.dataset.firstHour), last = Number(root.dataset.lastHour);
  return { root, grid, first, last, days: Number(root.dataset.days), em: grid.getBoundingClientRect().height / (last - first) };
}

function dayAt(drawing: Drawing, column: number): string {
  const day = new Date(`${drawing.root.dataset.firstDay}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + column);
  return day.toISOString().slice(0, 10);
}

function clock(hours: number): string {
  const minutes = Math.round(hours * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function snap(hours: number): number { return Math.round(hours / STEP) * STEP; }

function placeAt(drawing: Drawing, x: number, y: number): { column: number; hour: number } {
  const box = drawing.grid.getBoundingClientRect();
  const column = Math.max(0, Math.min(drawing.days - 1, Math.floor((x - box.left) / box.width * drawing.days)));
  return { column, hour: drawing.first + (y - box.top) / drawing.em };
}

function draw(drawing: Drawing, block: Element, place: Place): void {
  const width = 100 / drawing.days;
  block.setAttribute("x", `${place.column * width}%`);
  block.setAttribute("width", `${width - 0.15}%`);
  block.setAttribute("y", String((place.top - drawing.first) * drawing.em));
  block.setAttribute("height", String(place.length * drawing.em));
}

function placeOf(drawing: Drawing, block: SVGElement): Place {
  const start = new Date(`${drawing.root.dataset.firstDay}T12:00:00Z`).getTime();
  const column = Math.round((new Date(`${block.dataset.on}T12:00:00Z`).getTime() - start) / 86_400_000);
  return { column, top: Number(block.dataset.top), length: Number(block.dataset.length) };
}

function bounded(drawing: Drawing, place: Place): Place {
  const length = Math.max(STEP, Math.min(place.length, 24));
  return {
    column: Math.max(0, Math.min(drawing.days - 1, place.column)), length,
    top: Math.max(0, Math.min(24 - Math.min(length, 24), place.top)),
  };
}

type Former = Array<readonly [string, string]>;

function drawnAs(block: SVGElement): Former {
  return ["x", "y", "width", "height"].map((name) => [name, block.getAttribute(name) ?? ""] as const);
}

function drawAgain(block: SVGElement, former: Former): void {
  block.classList.remove("moving");
  former.forEach(([name, value]) => block.setAttribute(name, value));
}

/** Save where an event was put; it is drawn where it was when it cannot be there. */
function keep(block: SVGElement, origin: Place, place: Place, former: Former): void {
  const step = {
    shift: Math.round((place.column - origin.column) * 1440 + (place.top - origin.top) * 60),
    longer: Math.round((place.length - origin.length) * 60),
  };
  const back = (): void => drawAgain(block, former);
  if (step.shift || step.longer) void moveEvent(block, step, back, startWeek);
  else back();
}

function tell(drawing: Drawing, place: Place): void {
  const day = new Intl.DateTimeFormat(document.documentElement.lang || "fr", { weekday: "long", day: "numeric", timeZone: "UTC" })
    .format(new Date(`${dayAt(drawing, place.column)}T12:00:00Z`));
  say(words(
    `${day}, de ${clock(place.top)} à ${clock(place.top + place.length)}. Entrée pour déplacer, Échap pour laisser.`,
    `${day}, from ${clock(place.top)} to ${clock(place.top + place.length)}. Enter to move, Escape to leave it.`,
  ));
}

/** Dragging an event, or its lower edge. */
function startDrag(drawing: Drawing, block: SVGElement, event: PointerEvent): void {
  const origin = placeOf(drawing, block);
  const former = drawnAs(block);
  const stretches = (event.target as Element).closest(".week-grip") !== null;
  const from = placeAt(drawing, event.clientX, event.clientY);
  let place: Place | null = null;
  const move = (now: PointerEvent): void => {
    if (!place && Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) < THRESHOLD) return;
    const at = placeAt(drawing, now.clientX, now.clientY);
    const shift = snap(at.hour - from.hour);
    place = bounded(drawing, stretches ? { ...origin, length: origin.length + shift }
      : { ...origin, column: origin.column + at.column - from.column, top: origin.top + shift });
    block.classList.add("moving");
    draw(drawing, block, place);
  };
  const end = (last: Event): void => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("keydown", leave);
    block.classList.remove("moving");
    if (!place) return;
    block.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
    if (last.type === "pointerup") keep(block, origin, place, former);
    else drawAgain(block, former);
  };
  const leave = (key: KeyboardEvent): void => { if (key.key === "Escape") end(key); };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("keydown", leave);
}

/** A new event where the pointer is pressed and drawn down. */
function startNew(drawing: Drawing, event: PointerEvent): void {
  const from = placeAt(drawing, event.clientX, event.clientY);
  const place: Place = { column: from.column, top: Math.floor(from.hour / (STEP * 2)) * STEP * 2, length: 1 };
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shape.setAttribute("class", "week-new");
  const move = (now: PointerEvent): void => {
    if (!shape.isConnected) drawing.grid.append(shape);
    place.length = Math.max(STEP, snap(placeAt(drawing, now.clientX, now.clientY).hour - place.top));
    draw(drawing, shape, place);
  };
  const end = (): void => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    const query = new URLSearchParams({
      jour: dayAt(drawing, place.column), heure: clock(place.top), minutes: String(Math.round(place.length * 60)),
    });
    location.assign(`${drawing.root.dataset.add}?${query}`);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
}

/** Alt and arrows move the event in hand, Alt Shift and arrows stretch it; Enter leaves it there. */
function startWeekKeys(drawing: Drawing): void {
  let pending: { block: SVGElement; place: Place; former: Former } | null = null;
  const leave = (): void => {
    if (pending) drawAgain(pending.block, pending.former);
    pending = null;
  };
  drawing.root.addEventListener("focusout", leave);
  drawing.root.addEventListener("keydown", (event) => {
    const block = (event.target as Element).closest<SVGElement>("[data-edit]");
    if (!block || isTyping(event.target)) return;
    if (pending && event.key === "Enter") {
      event.preventDefault();
      const { place, former } = pending;
      pending = null;  // what leaves the focus now is not put back
      keep(block, placeOf(drawing, block), place, former);
      return;
    }
    if (pending && event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); return; }
    const ways: Record<string, [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const way = ways[event.key];
    if (!event.altKey || !way) return;
    event.preventDefault();
    event.stopPropagation();
    pending ??= {
      block, place: placeOf(drawing, block), former: drawnAs(block),
    };
    const { place } = pending;
    pending.place = bounded(drawing, event.shiftKey ? { ...place, length: place.length + way[1] * STEP }
      : { ...place, column: place.column + way[0], top: place.top + way[1] * STEP });
    block.classList.add("moving");
    draw(drawing, block, pending.place);
    tell(drawing, pending.place);
  });
}

function startWeek(root: HTMLElement): void {
  const drawing = drawingOf(root);
  if (!drawing) return;
  root.querySelectorAll(".week-block[data-edit] .week-entry").forEach((entry) => {
    const grip = document.createElement("span");
    grip.className = "week-grip";
    entry.append(grip);
    entry.setAttribute("draggable", "false");
  });
  drawing.grid.addEventListener("pointerdown", (event) => {
    const target = event.target as Element;
    if (event.button !== 0 || event.pointerType === "touch") return;
    drawing.em = drawing.grid.getBoundingClientRect().height / (drawing.last - drawing.first);
    const block = target.closest<SVGElement>(".week-block");
    if (block?.dataset.edit) { event.preventDefault(); (block.querySelector("a") as HTMLElement | null)?.focus(); startDrag(drawing, block, event); }
    else if (!block && root.dataset.add) { event.preventDefault(); startNew(drawing, event); }
  });
  startWeekKeys(drawing);
}

/** Fields that grow by one as the last is filled. */
function startGrowing(place: HTMLElement): void {
  place.addEventListener("input", () => {
    const fields = [...place.querySelectorAll<HTMLInputElement>("input[name]")];
    const last = fields.at(-1);
    if (!last?.value || fields.length > 40) return;
    const more = last.cloneNode() as HTMLInputElement;
    more.value = "";
    more.setAttribute("aria-label", (last.getAttribute("aria-label") ?? "").replace(/\d+$/, String(fields.length + 1)));
    last.after(more);
  });
}

/** What the form would give, asked again as it changes. */
function startPreview(form: HTMLFormElement): void {
  let timer = 0;
  let asked = 0;
  const ask = async (): Promise<void> => {
    const rank = ++asked;
    const values = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string" && !["csrfmiddlewaretoken", "submission_key", "text", "seen"].includes(name)) values.append(name, value);
    });
    try {
      const answer = await fetch(`${form.dataset.eventForm}?${values}`, { headers: { "X-Requested-With": "fetch" } });
      const html = answer.ok ? (await answer.json() as { html: string }).html : "";
      const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("apercu");
      if (fresh && rank === asked) document.getElementById("apercu")?.replaceWith(fresh);
    } catch { /* the form says it all again when it is sent */ }
  };
  const later = (): void => { clearTimeout(timer); timer = window.setTimeout(() => { void ask(); }, 250); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
}

export function startCalendar(): void {
  document.querySelectorAll<HTMLElement>("[data-week]").forEach(startWeek);
  document.querySelectorAll<HTMLElement>("[data-grows]").forEach(startGrowing);
  document.querySelectorAll<HTMLFormElement>("form[data-event-form]").forEach(startPreview);
  document.querySelectorAll<HTMLFormElement>("form[data-submit-on-change]").forEach((form) => {
    form.addEventListener("change", () => form.requestSubmit());
  });
}
