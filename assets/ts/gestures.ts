/** Small gestures: dialogs by `data-dialog`, printing, one submission a form, the theme, messages that leave. */

const YEAR_S = 31536000;
const UNDO_MS = 10000;

function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const opener = target?.closest<HTMLElement>("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog ?? "");
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  }
  if (target?.closest("[data-print]")) window.print();
  const theme = target?.closest<HTMLElement>("[data-theme-value]");
  if (theme) setTheme(theme.dataset.themeValue ?? "");
  if (target instanceof HTMLDialogElement && target.open) target.close();
}

function setTheme(value: string): void {
  document.cookie = `apparence=${value}; path=/; max-age=${value ? YEAR_S : 0}; samesite=lax`;
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
  showTheme();
}

function showTheme(): void {
  const here = document.documentElement.dataset.theme ?? "";
  document.querySelectorAll<HTMLElement>("[data-theme-value]").forEach((each) => {
    each.setAttribute("aria-pressed", String((each.dataset.themeValue ?? "") === here));
  });
}

/** The button pressed stays in the data sent (it is disabled only after the browser has read the form). */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method === "dialog" || form.dataset.autosave !== undefined) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method !== "post") return;
  form.dataset.sent = "1";
  setTimeout(() => form.querySelectorAll<HTMLButtonElement>("button").forEach((each) => { each.disabled = true; }), 0);
  setTimeout(() => release(form), 8000);
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  form.querySelectorAll<HTMLButtonElement>("button").forEach((each) => { each.disabled = false; });
}

/** « Annuler » lives ten seconds, longer while it is under the finger or the focus. */
function expireUndo(): void {
  document.querySelectorAll<HTMLElement>("[data-undo]:not([data-expires])").forEach((form) => {
    form.dataset.expires = "1";
    const leave = (): void => {
      if (form.matches(":hover, :focus-within")) setTimeout(leave, 2000);
      else form.remove();
    };
    setTimeout(leave, UNDO_MS);
  });
}

/** A form opened to be written (`data-focus`) takes the cursor: what is typed next is text, never a shortcut. */
function enter(): void {
  const fields = document.querySelectorAll<HTMLElement>("form[data-focus] :is(input:not([type=hidden]), textarea, select)");
  const first = [...fields].find((each) => each.matches("[aria-invalid=true]")) ?? fields[0];
  first?.focus();
  if (first instanceof HTMLTextAreaElement) first.setSelectionRange(first.value.length, first.value.length);
}

export function startGestures(): void {
  document.documentElement.classList.add("js");
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(release));
  document.addEventListener("htmx:afterRequest", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(release));
  document.querySelectorAll<HTMLDialogElement>("dialog[data-open]").forEach((each) => each.showModal());
  enter();
  expireUndo();
  document.addEventListener("htmx:afterSettle", expireUndo);
  showTheme();
}
