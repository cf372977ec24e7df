// Runs in the reader's browser. The page is complete without it; it adds copy buttons and figures that move.
(() => {
  "use strict";

  const button = (label, onClick) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.addEventListener("click", () => onClick(element));
    return element;
  };

  const addCopyButton = (listing) => {
    const copy = button("Copy", async (self) => {
      await navigator.clipboard.writeText(listing.querySelector("code").textContent);
      self.textContent = "Copied";
      setTimeout(() => (self.textContent = "Copy"), 1500);
    });
    copy.className = "copy";
    listing.before(copy);
  };

  // Evidence lies over the text: a click beside it, or Escape, puts it away.
  const openEvidence = () => [...document.querySelectorAll("details.verdict[open]")];
  document.addEventListener("click", (event) => openEvidence().forEach((each) => each.contains(event.target) || (each.open = false)));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" ? openEvidence() : [];
    open.forEach((each) => (each.open = false));
    open.at(-1)?.querySelector("summary").focus();
  });

  // The contents beside the text show which section is being read.
  let entries, headings;
  const readContents = () => {
    entries = new Map([...document.querySelectorAll(".contents a")].map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
    headings = [...entries.keys()].filter((heading) => heading !== null);
  };
  const follow = () => {
    const current = headings.findLast((heading) => heading.getBoundingClientRect().top < 120);
    for (const [heading, link] of entries) heading === current ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current");
    const nav = document.querySelector(".contents"), link = entries.get(current);
    if (link === undefined || nav.scrollHeight <= nav.clientHeight) return;
    if (link.offsetTop < nav.scrollTop || link.offsetTop + link.offsetHeight > nav.scrollTop + nav.clientHeight) nav.scrollTop = link.offsetTop - nav.clientHeight / 2;
  };
  let waiting = false;
  document.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => ((waiting = false), follow()));
  }, { passive: true });

  // A formula in a text that is wider than the text, and cannot be broken, scrolls.
  const BLOCKS = "p, li, figcaption, .caption";
  const fitInText = () => {
    const formulas = [...document.querySelectorAll(`:is(${BLOCKS}) .katex`)].filter((each) => each.closest("td, th, .equation") === null);
    for (const each of formulas) each.classList.remove("wide");
    const right = (element) => element.getBoundingClientRect().right;
    const wide = formulas.filter((each) => right(each) > right(each.closest(BLOCKS)) + 1);
    for (const each of wide) each.classList.add("wide");
  };

  // What part of a thing has room; it is kept for paper, where nothing scrolls. A little less, for what is rounded.
  const roomFor = (element) => {
    const share = element.scrollWidth > element.clientWidth ? (0.985 * element.clientWidth) / element.scrollWidth : 1;
    element.style.setProperty("--fit", share.toFixed(3));
    return share;
  };

  // A display that is wider than its place is set a little smaller; if that is not enough, it takes of the empty margin, then is set smaller
  // still; one that is wider than that scrolls, in letters that can be read.
  const LITTLE = 0.85, SMALLEST = 0.7;
  const fit = () => {
    const formulas = [...document.querySelectorAll(".equation .formula")];
    for (const { style, parentElement } of formulas) style.fontSize = parentElement.style.marginRight = "";
    const margin = document.documentElement.clientWidth - document.querySelector("main").getBoundingClientRect().right;
    const places = formulas.map((each) => ({ share: roomFor(each), width: each.clientWidth, wanted: 1.02 * LITTLE * each.scrollWidth }));
    places.forEach(({ share, width, wanted }, k) => {
      if (share >= 1 || width === 0) return;
      const taken = share >= LITTLE ? 0 : Math.max(0, Math.min(margin, wanted - width));
      const size = Math.min(share * (1 + taken / width), taken > 0 ? LITTLE : 1);
      if (taken > 0) formulas[k].parentElement.style.marginRight = `${-taken}px`;
      formulas[k].style.fontSize = `${size >= SMALLEST ? size : LITTLE}em`;
    });
    for (const table of document.querySelectorAll(".scroll")) roomFor(table);
    fitInText();
  };
  document.fonts.ready.then(fit); // until then the widths are those of other faces
  let width = 0;
  addEventListener("resize", () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    fit();
  });

  // Data in the page, gzip in base64.
  const unpacked = (element) => {
    const packed = Uint8Array.from(atob(element.textContent.trim()), (character) => character.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).blob();
  };

  // The page may have been sent without its folder: the notebook in it is given.
  const giveNotebook = (link) => link.addEventListener("click", async (event) => {
    if (!event.isTrusted) return;
    event.preventDefault();
    const given = document.createElement("a");
    given.href = URL.createObjectURL(new Blob([await unpacked(link.nextElementSibling)], { type: "application/x-ipynb+json" }));
    given.download = link.download;
    given.click();
    setTimeout(() => URL.revokeObjectURL(given.href), 10000);
  });

  // plotly stands in the page once, packed, or beside several pages as a file; it is loaded on the first click.
  const bundle = document.querySelector("script#plotly-bundle");
  let plotly = null;
  const plotlyUrl = async () => bundle.textContent === "" ? "plotly.min.js" : URL.createObjectURL(new Blob([await unpacked(bundle)], { type: "text/javascript" }));
  const loadPlotly = async () => {
    const url = await plotlyUrl();
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = resolve;
      script.onerror = () => reject(new Error(bundle.textContent === "" ? `${url} is not beside this page` : "the plot library could not be started"));
      document.head.append(script);
    });
    URL.revokeObjectURL(url);
    return window.Plotly;
  };

  const makeInteractive = (figure) => async (self) => {
    self.disabled = true;
    self.textContent = "Loading";
    try {
      plotly ??= loadPlotly();
      const { data, layout } = JSON.parse(figure.querySelector(".plotly-data").textContent);
      const place = document.createElement("div");
      place.className = "plotly-place";
      const picture = figure.querySelector(".picture");
      // Nothing is sent anywhere: no share button, no server.
      const config = { responsive: true, displaylogo: false, plotlyServerURL: "", showSendToCloud: false, modeBarButtonsToRemove: ["sendDataToCloud", "sendChartToCloud"] };
      picture.before(place);
      await (await plotly).newPlot(place, data, { ...layout, autosize: true, width: undefined }, config);
      picture.remove();
      self.remove();
    } catch (error) {
      self.textContent = `Interactive view failed: ${error.message}`;
    }
  };

  const addInteractiveButton = (data) => {
    const figure = data.parentElement;
    const start = button("Interactive", makeInteractive(figure));
    start.className = "interactive";
    figure.querySelector(".picture").after(start);
  };

  // Each block once, also those that a preview puts into the page later.
  const seen = new WeakSet();
  const each = (selector, visit) => {
    for (const element of document.querySelectorAll(selector)) if (!seen.has(element)) (seen.add(element), visit(element));
  };
  const enhance = () => {
    readContents();
    follow();
    fit();
    each("pre.listing", addCopyButton);
    if ("DecompressionStream" in window) each(".notebook a", giveNotebook);
    if (bundle !== null && (bundle.textContent === "" || "DecompressionStream" in window)) each(".plotly-data", addInteractiveButton);
  };
  enhance();
  document.getElementById("content")?.addEventListener("backproof:blocks", enhance);
})();
