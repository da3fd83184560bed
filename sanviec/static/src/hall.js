// Brings the hall's screen up to date: by server-sent events, or every few seconds without them.
"use strict";

(() => {
  const part = document.getElementById("dang-goi");
  const refresh = () => window.htmx.trigger(part, "doi");
  const events = new EventSource(part.dataset.events);
  let timer = 0;

  const reloadBySelf = () => {
    timer = timer || window.setInterval(refresh, Number(part.dataset.reloadSeconds) * 1000);
  };
  events.addEventListener("doi", () => {
    window.clearInterval(timer);
    timer = 0;
    refresh();
  });
  // A server that cannot keep the line open says so (204) and the browser gives up.
  events.addEventListener("error", reloadBySelf);
})();
