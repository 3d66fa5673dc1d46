/**
 * Ends when this process is asked to stop: Ctrl-C, SIGTERM, or, for a process started by `parvis start`, the death of
 * the one that started it (the channel between them closes). `onAgain` is for whoever asks a second time.
 */
export function untilStopped(onAgain: () => void = () => {}): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    function stop(): void {
      if (asked) onAgain()
      asked = true
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    if (process.send !== undefined) process.on('disconnect', resolve)
  })
}
