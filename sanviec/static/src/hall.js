// Brings the hall's screen up to date: by server-sent events, or every few seconds without them.
"use strict";

(() => {
  const part = document.getElementById("dang-goi");
  const refresh = () => window.htmx.trigger(part, "doi");
  const tryAgainAfter = 60_000;
  let timer = 0;

  const reloadBySelf = () => {
    timer = timer || window.setInterval(refresh, Number(part.dataset.reloadSeconds) * 1000);
  };

  const listen = () => {
    const events = new EventSource(part.dataset.events);
    events.addEventListener("doi", () => {
      window.clearInterval(timer);
      timer = 0;
      refresh();
    });
    events.addEventListener("error", () => {
      reloadBySelf();
      // A browser asks again by itself after a broken line, and never after a refusal: the process
      // that answers may only be starting.
      if (events.readyState === EventSource.CLOSED) {
        window.setTimeout(listen, tryAgainAfter);
      }
    });
  };
  listen();
})();
