// A field with data-scan gets a button that fills it from a QR code, where the browser has a detector (phones); elsewhere it is typed.
function offerScan(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = field.dataset.scan;
  const video = document.createElement("video");
  video.className = "curve";
  video.muted = video.playsInline = video.hidden = true;
  field.after(button, video);
  button.addEventListener("click", async () => {
    const eye = new BarcodeDetector({ formats: ["qr_code"] });
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.hidden = false;
    await video.play();
    const look = async () => {
      const [found] = await eye.detect(video);
      if (!found) return requestAnimationFrame(look);
      video.srcObject.getTracks().forEach((track) => track.stop());
      video.hidden = true;
      field.value = found.rawValue;
      field.dispatchEvent(new Event("scanned"));
    };
    look();
  });
}

addEventListener("DOMContentLoaded", () => {
  if ("BarcodeDetector" in window && navigator.mediaDevices) document.querySelectorAll("[data-scan]").forEach(offerScan);
});
