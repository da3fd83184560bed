// Camera and microphone: what there is, and what is left when one of them will not open.

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 24, max: 30 },
  facingMode: "user",
};

// Gives the stream and what it lacks: "camera", "microphone".
export async function openMedia(mode) {
  const devices = navigator.mediaDevices;
  if (!devices) {
    return { stream: null, lacks: ["camera", "microphone"] };
  }
  if (mode === "video") {
    try {
      return { stream: await devices.getUserMedia({ audio: SOUND, video: PICTURE }), lacks: [] };
    } catch {
      // Without a camera one can still talk.
    }
  }
  try {
    const lacks = mode === "video" ? ["camera"] : [];
    return { stream: await devices.getUserMedia({ audio: SOUND }), lacks };
  } catch {
    return { stream: null, lacks: ["camera", "microphone"] };
  }
}

export function closeMedia(stream) {
  if (stream) {
    stream.getTracks().forEach((track) => track.stop());
  }
}

export function hasPicture(stream) {
  return stream.getVideoTracks().some((track) => track.readyState === "live" && !track.muted);
}
