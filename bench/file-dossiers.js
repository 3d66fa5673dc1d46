// Files drafts one after the other over a few kept connections, from a process of its own; prints how many seconds it took.
// Reads on its standard input: { url, cookie, csrf, numeros, connections }.
import http from 'node:http'
import { json } from 'node:stream/consumers'

const { url, cookie, csrf, numeros, connections } = await json(process.stdin)
const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
const body = new URLSearchParams({ _csrf: csrf, engagement: 'oui' }).toString()

function file(numero) {
  const headers = {
    ...{ cookie, origin: url, accept: 'text/html' },
    ...{ 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
  }
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/dossiers/${numero}/depot`, { agent, method: 'POST', headers }, (answer) => {
      const filed = answer.statusCode === 303 && answer.headers.location === `/dossiers/${numero}/recepisse`
      if (!filed) reject(new Error(`dossier ${numero}: status ${answer.statusCode} to ${answer.headers.location}`))
      answer.on('end', resolve).resume()
    })
    request.on('error', reject).end(body)
  })
}

const waiting = [...numeros]
async function loop() {
  for (let numero = waiting.pop(); numero !== undefined; numero = waiting.pop()) await file(numero)
}

const start = performance.now()
await Promise.all(Array.from({ length: connections }, loop))
agent.destroy()
process.stdout.write(String((performance.now() - start) / 1000))
