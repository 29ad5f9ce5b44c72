// Says whether the overview is live. The server sends a tick at least every 15 s; silence means that what is shown is old.
(function () {
  'use strict';
  const SILENCE_MS = 40000;

  function watch(live) {
    const notice = live.querySelector('[data-stale]');
    let timer = 0;
    function show(on) {
      live.classList.toggle('on', on);
      notice.hidden = on;
    }
    function heard() {
      show(true);
      clearTimeout(timer);
      timer = setTimeout(() => show(false), SILENCE_MS);
    }
    live.addEventListener('htmx:sseOpen', heard);
    live.addEventListener('htmx:sseError', () => show(false));
    live.addEventListener('htmx:sseClose', () => show(false));
    // A tick makes htmx ask for the live part; its answer is the proof that the server speaks.
    live.addEventListener('htmx:afterOnLoad', heard);
    live.addEventListener('htmx:sendError', () => show(false));
    live.addEventListener('htmx:responseError', () => show(false));
  }

  document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-live]').forEach(watch));
})();
