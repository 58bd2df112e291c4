"use strict";
(() => {
  const cases = [...document.querySelectorAll(".case")];
  const boxes = [...document.querySelectorAll("input[data-verdict]")];
  const selects = [...document.querySelectorAll("select[data-facet]")];
  const differ = document.querySelector("#differ");
  const words = document.querySelector("#words");
  const shown = document.querySelector("#shown");
  const filter = () => {
    const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.verdict));
    const text = words.value.trim().toLowerCase();
    let count = 0;
    for (const each of cases) {
      const fits = verdicts.has(each.dataset.verdict)
        && selects.every((select) => !select.value || each.dataset[select.dataset.facet] === select.value)
        && (!differ || !differ.checked || each.dataset.differ === "1")
        && (!text || each.textContent.toLowerCase().includes(text));
      each.hidden = !fits;
      count += fits;
    }
    shown.textContent = String(count);
  };
  for (const control of [...boxes, ...selects, differ, words]) {
    if (control) control.addEventListener(control === words ? "input" : "change", filter);
  }
  filter();
})();
