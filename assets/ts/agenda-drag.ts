/**
 * An item dragged from one column of the agenda to the other: from what waits to a place of the session, or back.
 * Within the session the lines follow `reorder.ts`, which says here when one was dropped on the column that waits.
 */

export type Send = (form: HTMLFormElement, act: string) => void;

const MARKS = ["drop-before", "drop-after"];
let dragged: HTMLElement | null = null;
let from = { x: 0, y: 0 };

function clear(): void {
  document.querySelectorAll(".drop-here, .drop-before, .drop-after").forEach((each) => each.classList.remove("drop-here", ...MARKS));
}

/** Where a waiting item would go: before the rank returned (from 1), at the end of its section (0), nowhere (null). */
function aim(form: HTMLElement, x: number, y: number): number | null {
  const under = document.elementFromPoint(x, y);
  const session = under?.closest<HTMLElement>("[data-place-here]");
  clear();
  if (!session || !form.contains(session)) return null;
  const all = [...session.querySelectorAll<HTMLElement>("[data-item]")];
  const line = under?.closest<HTMLElement>("[data-item]");
  if (!line) { session.classList.add("drop-here"); return 0; }
  const box = line.getBoundingClientRect();
  const isAfter = y > box.top + box.height / 2;
  line.classList.add(isAfter ? "drop-after" : "drop-before");
  return all.indexOf(line) + (isAfter ? 2 : 1);
}

function onMove(event: PointerEvent): void {
  const form = dragged?.closest("form");
  if (!dragged || !form) return;
  dragged.style.translate = `${event.clientX - from.x}px ${event.clientY - from.y}px`;
  aim(form, event.clientX, event.clientY);
}

function release(): void {
  document.removeEventListener("pointermove", onMove);
  if (dragged) dragged.style.translate = "";
  dragged?.classList.remove("dragged");
  dragged = null;
  clear();
}

function drop(event: PointerEvent, send: Send): void {
  const form = dragged?.closest("form");
  const key = dragged?.dataset.placeable;
  const rank = form ? aim(form, event.clientX, event.clientY) : null;
  release();
  if (form && key && rank !== null) send(form, rank ? `place:${key}:${rank}` : `place:${key}`);
}

export function startAgendaDrag(send: Send): void {
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest("[data-placeable] [data-grip]") : null;
    const line = grip?.closest<HTMLElement>("[data-placeable]");
    if (!line) return;
    event.preventDefault();
    dragged = line;
    from = { x: event.clientX, y: event.clientY };
    line.classList.add("dragged");
    document.addEventListener("pointermove", onMove);
    document.addEventListener("pointerup", (up) => drop(up, send), { once: true });
    document.addEventListener("pointercancel", release, { once: true });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") release(); });
  document.addEventListener("dropped", (event) => {
    const line = event.target instanceof HTMLElement ? event.target : null;
    const form = line?.closest<HTMLFormElement>("form[data-agenda]");
    if (line && form) send(form, `remove:${line.dataset.item}`);
  });
}
