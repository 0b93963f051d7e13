/* Tells the page that frames this one how high it is. The height is no secret: any page may hear it. */

if (window.parent !== window) {
  const root = document.documentElement;
  const tell = () => {
    // What the root measures, not what it scrolls: that never falls under the height of the frame.
    const height = Math.ceil(root.getBoundingClientRect().height);
    window.parent.postMessage({ source: "pat-logistique", height }, "*");
  };
  new ResizeObserver(tell).observe(root);
}
