// Of all tabs of a site, one does a thing; when it is closed another goes on. Where a page may not have locks (a site
// without https), each does it for itself.

export async function alone(name, signal, run) {
  const done = () => (signal.aborted ? undefined : run());
  if (!navigator.locks) return done();
  try {
    await navigator.locks.request(`punkt ${name}`, { signal }, done);
  } catch (error) {
    if (error.name === "SecurityError") await done(); // a sandbox
  }
}
