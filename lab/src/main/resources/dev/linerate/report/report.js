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

  const percent = (value) => (value === null || value === undefined ? "–" : value + " %");

  /** A table of names and values, the moment above it. */
  const facts = (title, lines) => {
    const made = element("table");
    const head = element("th", "", title);
    head.colSpan = 2;
    made.createTHead().insertRow().append(head);
    const body = made.createTBody();
    lines.forEach(([name, value]) => {
      const line = body.insertRow();
      line.append(element("th", "", name), element("td", "", value));
    });
    return made;
  };

  /** Cores and threads: when they have values, where they are drawn, what is said of them. */
  const watchedRows = (figure, watched) => {
    const { starts, end } = watched;
    const times = starts.map((start, i) => (start + (i + 1 < starts.length ? starts[i + 1] : end)) / 2);
    const moment = (i) => starts[i].toFixed(2) + " – " + (i + 1 < starts.length ? starts[i + 1] : end).toFixed(2) + " s";
    const heat = figure.querySelector("[data-cores]");
    const lanes = figure.querySelectorAll("[data-thread]");
    const states = ["user", "system", "softirq", "irq", "steal"];

    const core = (core, number) => ({
      times,
      place: () => {
        const box = heat.getBoundingClientRect();
        const height = box.height / watched.cores.length;
        return { top: box.top + number * height, height };
      },
      table: (at) => {
        const i = nearest(times, at);
        const lines = [["busy", percent(core.busy[i])]];
        states.filter((s) => core[s]).forEach((s) => lines.push([s, percent(core[s][i])]));
        const here = watched.threads.filter((t) => t.core[i] === core.core).map((t) => t.name);
        if (here.length) lines.push(["traffic", here.join("; ")]);
        return facts("core " + core.core + ", " + moment(i), lines);
      },
    });
    const thread = (thread, number) => ({
      times,
      place: () => lanes[number].getBoundingClientRect(),
      table: (at) => {
        const i = nearest(times, at);
        return facts(thread.name + ", " + moment(i), [
          ["on core", thread.core[i] === null ? "–" : String(thread.core[i])],
          ["moves", thread.moves[i] === null ? "–" : String(thread.moves[i])],
          ["ran", percent(thread.ran[i])],
          ["waited for the core", percent(thread.waited[i])],
        ]);
      },
    });
    return [...watched.cores.map(core), ...watched.threads.map(thread)];
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
    const chosen = element("div", "chosen");
    chosen.hidden = true;
    panels.append(line, chosen, tip);
    let index = -1;

    // what values are read of: the trials, a core, or a thread
    const rows = [{ times: data.times[0], table: (at) => trials(at) }];
    if (data.watched) rows.push(...watchedRows(figure, data.watched));
    let row = 0;

    const trials = (at) => {
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
          const known = value !== null && value !== undefined;
          const low = known && p.lows ? p.lows[trial][i] : value;
          const high = known && p.highs ? p.highs[trial][i] : value;
          const span = known && low !== high ? " (" + low + " – " + high + ")" : "";
          row.append(element("td", "", known ? value + span : "–"));
        });
      });
      return made;
    };

    const show = (at) => {
      const box = plot.getBoundingClientRect();
      const outer = panels.getBoundingClientRect();
      const x = box.left - outer.left + (at / data.seconds) * box.width;
      line.style.left = x + "px";
      tip.replaceChildren(rows[row].table(at));
      tip.style.left = "0";
      line.hidden = tip.hidden = false;
      chosen.hidden = row === 0;
      tip.style.top = "";
      if (row > 0) {
        const place = rows[row].place();
        chosen.style.top = place.top - outer.top + "px";
        chosen.style.height = place.height + "px";
        tip.style.top = place.top - outer.top + place.height + 6 + "px";
      }
      const right = x + tip.offsetWidth + 16 < outer.width;
      const left = right ? x + 12 : x - tip.offsetWidth - 12;
      tip.style.left = Math.max(0, Math.min(left, outer.width - tip.offsetWidth)) + "px";
    };

    const hide = () => {
      line.hidden = tip.hidden = chosen.hidden = true;
      index = -1;
      row = 0;
    };

    const under = (event) => {
      const at = rows.findIndex((r) => {
        if (!r.place) return false;
        const place = r.place();
        return event.clientY >= place.top && event.clientY < place.top + place.height;
      });
      return Math.max(0, at);
    };

    const follow = (event) => {
      const box = plot.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      if (share < 0 || share > 1) return hide();
      row = under(event);
      index = nearest(rows[row].times, share * data.seconds);
      show(rows[row].times[index]);
    };

    panels.addEventListener("pointermove", follow);
    panels.addEventListener("pointerdown", follow);
    panels.addEventListener("pointerleave", hide);
    figure.addEventListener("blur", hide);
    figure.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && rows.length > 1) {
        event.preventDefault();
        const at = index < 0 ? 0 : rows[row].times[index];
        row = (row + step + rows.length) % rows.length;
        index = nearest(rows[row].times, at);
        return show(rows[row].times[index]);
      }
      const last = rows[row].times.length - 1;
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
      show(rows[row].times[index]);
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
