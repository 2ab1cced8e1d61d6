/**
 * A long list searched by typing: `<select data-chooser>` becomes a combobox, and stays behind it to be sent and kept.
 * Every word typed must be in the line, in any order, without case or accents. Without a script it is a plain list.
 */
import { words } from "./page";

const SHOWN = 60;

function fold(text: string): string {
  return text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/’/g, "'").normalize("NFD").replace(/\p{M}/gu, "");
}

class Chooser {
  private readonly field = document.createElement("input");
  private readonly list = document.createElement("div");
  private at = 0;

  constructor(private readonly select: HTMLSelectElement) {
    const { field, list } = this;
    const id = select.id;
    field.className = "input";
    field.id = id;
    field.required = select.required;
    field.autocomplete = "off";
    field.spellcheck = false;
    field.placeholder = select.querySelector<HTMLOptionElement>("option[value='']")?.text ?? "";
    const given = { role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(given)) field.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      const value = select.getAttribute(name);
      if (value !== null) field.setAttribute(name, value);
    }
    list.id = `${id}-list`;
    list.className = "chooser-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words("Choix proposés", "Choices"));
    select.id = `${id}-sent`;
    select.hidden = true;
    select.required = false;
    const frame = document.createElement("div");
    frame.className = "chooser";
    select.before(frame);
    frame.append(field, list, select);
    field.addEventListener("click", () => this.open(""));
    field.addEventListener("focus", () => field.select());
    field.addEventListener("input", () => this.open(field.value));
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.take((event.target as Element).closest<HTMLElement>("[role=option]")));
    this.show();
  }

  /** The words of what is chosen, also when a draft changed it. */
  show(): void {
    this.field.value = this.select.value ? this.select.selectedOptions[0]?.text ?? "" : "";
  }

  private open(typed: string): void {
    const asked = fold(typed).split(/[\s,]+/).filter(Boolean);
    const found = [...this.select.options].filter((each) => asked.every((word) => fold(each.text).includes(word)));
    this.list.replaceChildren(...found.slice(0, SHOWN).map((each, rank) => this.line(each, rank)));
    if (!found.length || found.length > SHOWN) {
      const note = document.createElement("p");
      const more = found.length - SHOWN;
      note.textContent = found.length ? words(`… et ${more} autres : précisez.`, `… and ${more} others: type more.`)
        : words("Rien ne correspond.", "Nothing matches.");
      this.list.append(note);
    }
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    const chosen = found.findIndex((each) => each.value === this.select.value);
    this.move(typed ? 0 : Math.max(0, chosen));
  }

  private line(option: HTMLOptionElement, rank: number): HTMLElement {
    const row = document.createElement("div");
    row.id = `${this.list.id}-${rank}`;
    row.setAttribute("role", "option");
    row.dataset.value = option.value;
    const [first, ...rest] = option.text.split(", ");
    const name = document.createElement("strong");
    name.textContent = first ?? "";
    row.append(name, rest.length ? `, ${rest.join(", ")}` : "");
    return row;
  }

  private move(place: number): void {
    const rows = [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
    this.at = rows.length ? (place + rows.length) % rows.length : 0;
    rows.forEach((each, rank) => each.setAttribute("aria-selected", String(rank === this.at)));
    const here = rows[this.at];
    if (here) { this.field.setAttribute("aria-activedescendant", here.id); here.scrollIntoView({ block: "nearest" }); }
    else this.field.removeAttribute("aria-activedescendant");
  }

  private take(row: HTMLElement | null | undefined): void {
    if (row) {
      this.select.value = row.dataset.value ?? "";
      for (const kind of ["input", "change"]) this.select.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    this.close();
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.show();
  }

  private onKey(event: KeyboardEvent): void {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.move(this.at + (event.key === "ArrowDown" ? 1 : -1));
      else this.open("");
    } else if (isOpen && event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (isOpen && (event.key === "Enter" || event.key === "Tab")) {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
      this.take(this.list.querySelectorAll<HTMLElement>("[role=option]")[this.at]);
    }
  }
}

const made = new Map<HTMLSelectElement, Chooser>();

export function startChoosers(): void {
  const enter = (): void => document.querySelectorAll<HTMLSelectElement>("select[data-chooser]").forEach((each) => {
    if (!made.has(each)) made.set(each, new Chooser(each));
  });
  enter();
  document.addEventListener("htmx:afterSettle", enter);
}

/** Once drafts have put back what was chosen. */
export function showChosen(): void {
  made.forEach((each) => each.show());
}
