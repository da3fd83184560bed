// A number pad with big keys beside the box; the box alone works too.
"use strict";

document.querySelectorAll("[data-pad]").forEach((pad) => {
  const box = document.getElementById(pad.dataset.pad);
  const press = (key) => {
    box.value = key === "" ? box.value.slice(0, -1) : box.value + key;
  };
  for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", ""]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sv-pad__key";
    button.textContent = key || pad.dataset.delete;
    button.addEventListener("click", () => press(key));
    pad.append(button);
  }
  pad.hidden = false;
});
