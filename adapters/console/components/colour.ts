/** A custom property as the browser paints it, for what is drawn on a canvas: those know neither `var` nor `light-dark`. */
export const colourOf = (property: string): string => {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};
