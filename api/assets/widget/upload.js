// One file on its way. Only XMLHttpRequest tells how much of it has gone.
import { Problem, read } from "./client.js";
import { words } from "./words.js";

// `onProgress` is told the share that is on its way (0..1).
export function upload(address, token, file, key, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", address);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      const { status, responseText } = request;
      const headers = { "Retry-After": request.getResponseHeader("Retry-After") ?? "" };
      read(new Response(responseText || null, { status: status || 500, headers })).then(resolve, reject);
    };
    request.onerror = () => reject(new Problem(words.offline));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
