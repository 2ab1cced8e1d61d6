/** htmx, with what the content security policy asks: no eval, no style written into the page. */
import htmx from "htmx.org";
import { csrfToken } from "./page";

export function startHtmx(): void {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.selfRequestsOnly = true;
  htmx.config.scrollIntoViewOnBoost = false;
  htmx.config.historyCacheSize = 0;
  document.addEventListener("htmx:configRequest", (event) => {
    (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>).detail;
    if (detail.xhr.status === 422 || detail.xhr.status === 409) { detail.shouldSwap = true; detail.isError = false; }
  });
}
