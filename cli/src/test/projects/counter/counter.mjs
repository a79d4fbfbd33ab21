// Counts its visitors in Redis, over one connection for each question (RESP, inline commands).
// Listens on ::1 alone, as many dev servers do.
import http from "node:http";
import net from "node:net";

function ask(command) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(process.env.REDIS_PORT), "127.0.0.1");
    let answer = "";
    socket.on("data", bytes => answer += bytes).on("end", () => resolve(answer)).on("error", reject);
    socket.write(`${command}\r\nQUIT\r\n`);
  });
}

const number = (text, pattern) => Number(pattern.exec(text)[1]);

const answers = {
  "/health": async () => ({ redis: (await ask("PING")).startsWith("+PONG") }),
  "/": async () => ({
    visits: number(await ask("INCR visits"), /^:(\d+)/),
    redis: number(await ask("INFO server"), /process_id:(\d+)/),
    node: process.pid,
  }),
};

http.createServer(async (request, response) => {
  try {
    const answer = await answers[request.url]();
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  } catch (error) {
    console.error(`${request.url}: ${error.message}`);
    response.writeHead(502).end(error.message);
  }
}).listen(Number(process.env.PORT), "::1", () => console.log(`counting at ${process.env.PORT}`));
