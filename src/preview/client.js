// Runs in the preview's page, before the page's own script. It puts what is new into the page in place, keeps the reader's place,
// and marks what the code does not give any more. The server tells the whole state each time; nothing is ever sent to it.
(() => {
  "use strict";

  /** Of each block: its HTML as it came, before any script touched it, and its notebook's cell. */
  const pristine = new WeakMap(), cellOf = new WeakMap();
  const isSection = (element) => element.matches("section.chapter, section.appendix");
  const content = () => document.getElementById("content");

  /** Notes what each block is, and takes out the comments that tell the cells. */
  const learn = (main) => {
    for (const part of main.children) {
      if (!isSection(part)) pristine.set(part, part.outerHTML);
      else learnBlocks(part);
    }
  };
  const learnBlocks = (section) => {
    let cell = null;
    for (const node of [...section.childNodes]) {
      const told = node.nodeType === Node.COMMENT_NODE ? /^cell (\d+)$/.exec(node.data) : null;
      if (told !== null) {
        cell = Number(told[1]);
        node.remove();
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        pristine.set(node, node.outerHTML);
        if (!node.matches(".footnotes")) cellOf.set(node, cell);
      }
    }
  };

  /** What is above the window's middle and nearest to its top, with how far it is from there. */
  const blocks = () => [...content().children].flatMap((part) => (isSection(part) ? [...part.children] : [part]));
  const anchorNow = () => {
    if (window.scrollY < 8) return null;
    const element = blocks().find((block) => block.getBoundingClientRect().bottom > 0);
    return element === undefined ? null : { element, top: element.getBoundingClientRect().top };
  };
  const scrollTo = (element, top) => window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });

  /** Details that the reader opened stay open in what takes a block's place. */
  const keepOpen = (before, after) => {
    const old = [before, ...before.querySelectorAll("details")].filter((each) => each.matches("details"));
    const now = [after, ...after.querySelectorAll("details")].filter((each) => each.matches("details"));
    if (old.length === now.length) now.forEach((each, k) => (each.open = old[k].open));
  };

  const fresh = new Set();

  /** The children of `into` become those of `from`; blocks that are the same stay as they are. Answers with what took the place of what. */
  const mend = (into, from, heirs) => {
    const old = [...into.children].filter((child) => pristine.has(child));
    const next = [...from.children];
    const html = (element) => pristine.get(element);
    let start = 0;
    while (start < old.length && start < next.length && html(old[start]) === html(next[start])) start++;
    let end = 0;
    while (end < old.length - start && end < next.length - start && html(old[old.length - 1 - end]) === html(next[next.length - 1 - end])) end++;
    const spare = new Map();
    for (const element of old.slice(start, old.length - end)) spare.set(html(element), [...(spare.get(html(element)) ?? []), element]);
    const used = new Set();
    const taken = next.map((element, k) => {
      const same = k < start ? old[k] : k >= next.length - end ? old[old.length - (next.length - k)] : spare.get(html(element))?.shift();
      if (same === undefined) return element;
      cellOf.set(same, cellOf.get(element));
      used.add(same);
      return same;
    });
    const gone = old.filter((element) => !used.has(element));
    taken.forEach((element, k) => {
      if (used.has(element)) return;
      fresh.add(element);
      const heirOf = (element.id && gone.find((each) => each.id === element.id)) || gone.find((each) => !heirs.has(each) && each.tagName === element.tagName && each.className.split(" ")[0] === element.className.split(" ")[0]);
      if (heirOf) {
        heirs.set(heirOf, element);
        keepOpen(heirOf, element);
      } else if (k === 0) heirs.set(null, element);
    });
    for (const element of gone) {
      // a button that the page's script put before it
      if (element.previousElementSibling !== null && !pristine.has(element.previousElementSibling) && element.previousElementSibling.matches("button")) element.previousElementSibling.remove();
      element.remove();
    }
    let at = into.firstElementChild;
    for (const element of taken) {
      while (at !== null && !pristine.has(at)) at = at.nextElementSibling;
      if (at === element) at = at.nextElementSibling;
      else into.insertBefore(element, at);
    }
  };

  const sameParts = (a, b) => a.length === b.length && a.every((part, k) => part.className.split(" ")[0] === b[k].className.split(" ")[0] && part.dataset.notebook === b[k].dataset.notebook && part.tagName === b[k].tagName);

  const replaceMain = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById("content");
    const main = content();
    learn(next);
    const anchor = anchorNow(), heirs = new Map();
    const old = [...main.children], parts = [...next.children];
    const order = blocks();
    fresh.clear();
    if (sameParts(old, parts)) {
      parts.forEach((part, k) => {
        if (isSection(part)) mend(old[k], part, heirs);
        else if (pristine.get(part) !== pristine.get(old[k])) {
          heirs.set(old[k], part);
          keepOpen(old[k], part);
          old[k].replaceWith(part);
          fresh.add(part);
        }
      });
    } else main.replaceChildren(...parts);
    main.dispatchEvent(new CustomEvent("backproof:blocks"));
    if (anchor !== null) {
      const standing = [anchor.element, ...order.slice(0, order.indexOf(anchor.element)).reverse()].map((each) => (each.isConnected ? each : heirs.get(each))).find((each) => each?.isConnected);
      if (standing !== undefined) scrollTo(standing, standing === anchor.element || standing === heirs.get(anchor.element) ? anchor.top : Math.min(anchor.top, 0));
    }
    for (const element of fresh) if (element.animate && !element.matches(".summary, nav, header") && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      element.animate([{ outline: "2px solid rgb(60 120 200 / 70%)", outlineOffset: "4px" }, { outline: "2px solid transparent", outlineOffset: "4px" }], { duration: 1200 });
    }
  };

  /** A page whose style is another is loaded again; the reader's place goes along. */
  const PLACE = "backproof preview place";
  const reload = () => {
    const all = blocks(), anchor = anchorNow();
    const open = [...document.querySelectorAll("details")].flatMap((each, k) => (each.open ? [k] : []));
    sessionStorage.setItem(PLACE, JSON.stringify({ at: anchor === null ? null : all.indexOf(anchor.element), top: anchor?.top ?? 0, open }));
    history.scrollRestoration = "manual";
    location.reload();
  };
  const restore = () => {
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (kept === null) return;
    const { at, top, open } = JSON.parse(kept);
    const details = [...document.querySelectorAll("details")];
    for (const k of open) if (details[k]) details[k].open = true;
    const element = at === null ? undefined : blocks()[at];
    if (element !== undefined) scrollTo(element, top);
  };

  const bar = document.createElement("div");
  bar.id = "preview-bar";
  bar.setAttribute("role", "status");
  const fault = document.createElement("section");
  fault.id = "preview-fault";
  fault.setAttribute("role", "alert");
  fault.hidden = true;

  const mark = (element, isStale) => {
    element.classList.toggle("preview-stale", isStale);
    if (isStale) element.setAttribute("aria-busy", "true");
    else element.removeAttribute("aria-busy");
  };

  const show = (state) => {
    const anyStale = state.isBusy || Object.keys(state.stale).length > 0;
    for (const part of content().children) {
      if (part.matches(".summary, section.appendix")) mark(part, anyStale);
      if (!part.matches("section.chapter")) continue;
      const cells = new Set(state.stale[part.dataset.notebook] ?? []);
      for (const block of part.children) if (!block.matches("details.code, button")) mark(block, cells.has(cellOf.get(block)));
    }
    document.body.classList.toggle("preview-dimmed", state.fault !== null || state.isLost === true);
    if (fault.textContent !== (state.fault ?? "")) fault.textContent = state.fault ?? "";
    fault.hidden = state.fault === null;
    const problems = state.problems === 0 ? "" : `${state.problems} ${state.problems === 1 ? "problem" : "problems"}`;
    const text = state.isLost ? "The preview has ended: what stands here may be out of date" : state.fault !== null ? "The page cannot be made; below stands the last one" : state.doing.length > 0 ? state.doing.join("; ") : state.isBusy ? "Being made" : `Up to date${problems === "" ? "" : `: ${problems}`}`;
    if (bar.textContent !== text) bar.textContent = text;
    bar.dataset.state = state.isLost || state.fault !== null ? "fault" : state.isBusy || state.doing.length > 0 ? "busy" : state.problems > 0 ? "problems" : "good";
  };

  let version = null, style = null, state = null, asking = false;
  const follow = async () => {
    if (asking || state === null || state.isLost || state.version === version) return;
    asking = true;
    try {
      const page = await (await fetch("/main")).json();
      if (page.style !== style && page.version > 0) return void reload();
      replaceMain(page.main);
      document.title = page.title;
      version = page.version;
    } finally {
      asking = false;
    }
    if (state.version === version) show(state);
    else await follow();
  };
  const onState = (next) => {
    const isFirst = version === null;
    state = next;
    if (isFirst) [version, style] = [Number(document.documentElement.dataset.version ?? 0), document.documentElement.dataset.style ?? ""];
    // while the page is behind, its own marks stand
    if (state.version === version) show(state);
    else show({ ...state, isBusy: true });
    follow().catch(() => lost());
  };
  const lost = () => show({ stale: {}, doing: [], problems: 0, isBusy: true, ...state, fault: null, isLost: true });

  const main = content();
  learn(main);
  document.body.append(bar);
  document.body.prepend(fault);
  const events = new EventSource("/events");
  events.onmessage = (event) => onState(JSON.parse(event.data));
  events.onerror = lost;
  addEventListener("load", restore);
})();
