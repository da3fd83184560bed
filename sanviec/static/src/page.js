// What every page does beyond plain HTML; without it everything still works.
"use strict";

// Set before htmx starts: our policy for content refuses inline style and eval.
if (window.htmx) {
  window.htmx.config.includeIndicatorStyles = false;
  window.htmx.config.allowEval = false;
  window.htmx.config.selfRequestsOnly = true;
  // No copies of pages stay on a machine that others use too: "back" asks the server again.
  window.htmx.config.historyCacheSize = 0;
}

// A refused form comes back with its summary: move the reader there.
function focusErrors(root) {
  const summary = root.querySelector(".govuk-error-summary");
  if (summary) {
    summary.focus();
  }
}

// "/" goes to the search box, as officers at the desk expect.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  const box = document.querySelector("[data-slash-focus]");
  if (event.key === "/" && box && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
// A second click on a button that already sends must not send twice; asking again is no harm.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") {
    return;
  }
  if (form.dataset.sending === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  window.setTimeout(() => delete form.dataset.sending, 4000);
});

document.addEventListener("htmx:afterSwap", (event) => {
  focusErrors(event.target);
  const target = event.target.querySelector("[data-focus-after-swap]");
  if (target) {
    target.focus();
  }
});

// A scanner in the hand types the next code behind what stands there; the focus stays where it is.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches("[data-empty-after]") && event.detail.successful) {
    event.target.reset();
  }
});

focusErrors(document);
