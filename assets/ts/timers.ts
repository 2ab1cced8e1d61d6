/**
 * Timers counted from the server's instants: `data-timer-base` seconds plus the time since `data-timer-since`.
 * A `data-timer-toggle` button shows the time left (−) or in excess (+) instead of the time spent.
 */
import { store } from "./page";

const LEFT = "interco.timers-left";

function shown(seconds: number, unit: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (unit === "minutes") return String(Math.floor(whole / 60));
  const rest = String(whole % 60).padStart(2, "0");
  return `${Math.floor(whole / 60)}:${rest}`;
}

function tick(): void {
  document.querySelectorAll<HTMLElement>("[data-timer]").forEach((timer) => {
    const base = Number(timer.dataset.timerBase ?? 0);
    const since = timer.dataset.timerSince;
    const running = since !== undefined && timer.dataset.timerPaused === undefined;
    const seconds = base + (running ? (Date.now() - Date.parse(since)) / 1000 : 0);
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
  if (!document.querySelector("[data-timer]")) return;
  tick();
  setInterval(tick, 1000);
  document.addEventListener("click", (event) => {
    if (!(event.target as Element | null)?.closest?.("[data-timer-toggle]")) return;
    store.set(LEFT, store.get(LEFT) === "1" ? "0" : "1");
    tick();
  });
}
