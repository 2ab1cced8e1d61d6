/** htmx, with what the content security policy asks: no eval, no style written into the page. */
import htmx from "htmx.org";
import { csrfToken, warn, words } from "./page";

/** The sentence of a refusal: that of our error page, or a plain one. */
function sentenceOf(xhr: XMLHttpRequest): string {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  return page.querySelector("main p")?.textContent?.trim()
    || words("Rien n’a été enregistré : le serveur n’a pas pu répondre.", "Nothing was saved: the server could not answer.");
}

/** Whether a refusal shows the fragment again: an error page in its place would empty the screen. */
function holds(xhr: XMLHttpRequest, target: Element): boolean {
  if (!target.id || !xhr.responseText.includes("<html")) return true;
  return new DOMParser().parseFromString(xhr.responseText, "text/html").getElementById(target.id) !== null;
}

export function startHtmx(): void {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.selfRequestsOnly = true;
  htmx.config.scrollIntoViewOnBoost = false;
  htmx.config.historyCacheSize = 0;
  document.addEventListener("htmx:configRequest", (event) => {
    (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:responseError", (event) => {
    warn(sentenceOf((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr));
  });
  document.addEventListener("htmx:sendError", (event) => {
    const isRead = (event as CustomEvent<{ requestConfig?: { verb?: string } }>).detail.requestConfig?.verb === "get";
    if (!isRead) warn(words("Rien n’a été enregistré : le serveur ne répond pas.", "Nothing was saved: the server does not answer."));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<{ xhr: XMLHttpRequest; target: Element; shouldSwap: boolean; isError: boolean }>).detail;
    const isRefusal = detail.xhr.status === 422 || detail.xhr.status === 409;
    if (isRefusal && holds(detail.xhr, detail.target)) { detail.shouldSwap = true; detail.isError = false; }
  });
}
