// Asks one address again and again over kept connections, from a process of its own; prints how many answers came.
import http from 'node:http'

const [url = '', cookie = '', seconds = '4', connections = '8'] = process.argv.slice(2)
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(connections) })
const end = Date.now() + Number(seconds) * 1000
let count = 0

function ask() {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { cookie, accept: 'text/html' } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`status ${answer.statusCode}`))
        answer.on('end', resolve).resume()
      })
      .on('error', reject)
  })
}

async function loop() {
  while (Date.now() < end) {
    await ask()
    count += 1
  }
}

await Promise.all(Array.from({ length: Number(connections) }, loop))
agent.destroy()
process.stdout.write(String(count))
