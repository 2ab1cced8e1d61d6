/**
 * Timers counted from the server's instants: `data-timer-base` seconds plus the time since `data-timer-since`.
 * A `data-timer-toggle` button shows the time left (−) or in excess (+) instead of the time spent.
 */
import { store } from "./page";

const LEFT = "interco.timers-left";

/** How far this machine's clock is from the server's, told by `<meta name="now">` when the page was made. */
function clockOffset(): number {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="now"]');
  const said = Date.parse(meta?.content ?? "");
  return Number.isNaN(said) ? 0 : said - (performance.timeOrigin + performance.getEntriesByType("navigation").reduce(
    (least, each) => Math.max(least, (each as PerformanceNavigationTiming).responseStart), 0));
}

function shown(seconds: number, unit: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (unit === "minutes") return String(Math.floor(whole / 60));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function tick(offset: number): void {
  document.querySelectorAll<HTMLElement>("[data-timer]").forEach((timer) => {
    const since = Date.parse(timer.dataset.timerSince ?? "");
    const isRunning = !Number.isNaN(since) && timer.dataset.timerPaused === undefined;
    if (!isRunning && timer.dataset.timerBase === undefined) return;
    const seconds = Number(timer.dataset.timerBase ?? 0) + (isRunning ? (Date.now() + offset - since) / 1000 : 0);
    const clock = timer.querySelector(".timer-clock");
    const limit = Number(timer.dataset.timerLimit ?? 0) * 60;
    const left = limit > 0 && store.get(LEFT) === "1";
    const counted = left ? Math.abs(limit - seconds) : seconds;
    const text = (left ? (seconds > limit ? "+ " : "− ") : "") + shown(counted, timer.dataset.timerUnit ?? "clock");
    if (clock && clock.textContent !== text) clock.textContent = text;
    timer.classList.toggle("over", limit > 0 && seconds > limit);
  });
}

export function startTimers(): void {
  const offset = clockOffset();
  tick(offset);
  setInterval(() => tick(offset), 1000);
  document.addEventListener("htmx:afterSettle", () => tick(offset));
  document.addEventListener("click", (event) => {
    if (!(event.target as Element | null)?.closest?.("[data-timer-toggle]")) return;
    store.set(LEFT, store.get(LEFT) === "1" ? "0" : "1");
    tick(offset);
  });
}
