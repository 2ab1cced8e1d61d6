/** What every module asks of the page: the CSRF token, safe storage, a polite announcement. */

export function csrfToken(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  return meta?.content ?? "";
}

/** Storage that never throws (private windows, full disks): what cannot be kept is simply not kept. */
export const store = {
  get(key: string): string | null {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set(key: string, value: string): void {
    try { localStorage.setItem(key, value); } catch { /* nothing to do: the text stays in the page */ }
  },
  remove(key: string): void {
    try { localStorage.removeItem(key); } catch { /* same */ }
  },
  keys(prefix: string): string[] {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
  },
};

/** A key for one submission (also where `crypto.randomUUID` is not offered: plain HTTP on a local network). */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function say(text: string): void {
  const place = document.getElementById("flashes") ?? document.body;
  const note = document.createElement("p");
  note.className = "hidden-visually";
  note.setAttribute("role", "status");
  note.textContent = text;
  place.append(note);
  setTimeout(() => note.remove(), 4000);
}

/** A refusal everybody sees, in the place of the messages. */
export function warn(text: string): void {
  const note = document.createElement("div");
  note.className = "flash error";
  note.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = text;
  note.append(words);
  const place = document.getElementById("flashes") ?? document.querySelector("main") ?? document.body;
  place.querySelectorAll(".flash.error").forEach((each) => each.remove());
  place.prepend(note);
  note.scrollIntoView({ block: "nearest" });
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

/** Words shown by scripts, in the language of the page. */
const english = document.documentElement.lang === "en";
export function words(french: string, inEnglish: string): string {
  return english ? inEnglish : french;
}
