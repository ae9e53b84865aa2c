"use strict";
(() => {
  const all = JSON.parse(document.getElementById("charts").textContent);

  /** Index of the sample whose middle is nearest to a time. */
  const nearest = (times, at) => {
    let best = 0;
    for (let i = 1; i < times.length; i++) {
      if (Math.abs(times[i] - at) < Math.abs(times[best] - at)) best = i;
    }
    return best;
  };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const attach = (figure) => {
    const data = all[figure.dataset.chart];
    if (!data || !data.times.length) return;
    const panels = figure.querySelector(".panels");
    const plot = figure.querySelector(".plot");
    const line = element("div", "crosshair");
    const tip = element("div", "tip");
    tip.setAttribute("role", "status");
    line.hidden = tip.hidden = true;
    panels.append(line, tip);
    let index = -1;

    const table = (at) => {
      const made = element("table");
      const head = made.createTHead().insertRow();
      head.append(element("th", "", at.toFixed(2) + " s"));
      data.panels.forEach((p) => head.append(element("th", "", p.unit === "segments" ? p.title : p.title + ", " + p.unit)));
      const body = made.createTBody();
      data.trials.forEach((name, trial) => {
        const row = body.insertRow();
        const key = element("th", "key t" + (trial % 6), name);
        row.append(key);
        const i = nearest(data.times[trial], at);
        data.panels.forEach((p) => {
          const value = p.values[trial][i];
          row.append(element("td", "", value === null || value === undefined ? "–" : String(value)));
        });
      });
      return made;
    };

    const show = (at) => {
      const box = plot.getBoundingClientRect();
      const outer = panels.getBoundingClientRect();
      const x = box.left - outer.left + (at / data.seconds) * box.width;
      line.style.left = x + "px";
      tip.replaceChildren(table(at));
      line.hidden = tip.hidden = false;
      const right = x + tip.offsetWidth + 16 < outer.width;
      const left = right ? x + 12 : x - tip.offsetWidth - 12;
      tip.style.left = Math.max(0, Math.min(left, outer.width - tip.offsetWidth)) + "px";
    };

    const hide = () => {
      line.hidden = tip.hidden = true;
      index = -1;
    };

    const follow = (event) => {
      const box = plot.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      if (share < 0 || share > 1) return hide();
      index = nearest(data.times[0], share * data.seconds);
      show(data.times[0][index]);
    };

    panels.addEventListener("pointermove", follow);
    panels.addEventListener("pointerdown", follow);
    panels.addEventListener("pointerleave", hide);
    figure.addEventListener("blur", hide);
    figure.addEventListener("keydown", (event) => {
      const last = data.times[0].length - 1;
      const to = {
        ArrowRight: Math.min(last, index + 1),
        ArrowLeft: Math.max(0, index < 0 ? last : index - 1),
        Home: 0,
        End: last,
      }[event.key];
      if (event.key === "Escape") hide();
      if (to === undefined) return;
      event.preventDefault();
      index = to;
      show(data.times[0][index]);
    });
  };

  document.querySelectorAll("[data-chart]").forEach(attach);

  // what fits needs no stop of the Tab key; what does not fades out where it goes on
  const wide = [...document.querySelectorAll(".scroll, pre")];
  const measure = (box) => {
    const hidden = box.scrollWidth - box.clientWidth;
    box.tabIndex = hidden > 1 ? 0 : -1;
    box.classList.toggle("more", hidden - box.scrollLeft > 1);
  };
  const measureAll = () => wide.forEach(measure);
  wide.forEach((box) => box.addEventListener("scroll", () => measure(box), { passive: true }));
  document.querySelectorAll("details").forEach((d) => d.addEventListener("toggle", measureAll));
  addEventListener("resize", measureAll);
  measureAll();

  // paper cannot be unfolded
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((d) => (d.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((d) => (d.open = false)));
})();
