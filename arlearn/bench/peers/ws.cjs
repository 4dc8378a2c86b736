// Live state on Node with `ws`: a map from group to its panels and children, and a loop that sends. Port: first argument.
const { WebSocketServer } = require('ws');

const rooms = new Map();
const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]), perMessageDeflate: false });

server.on('connection', (socket, request) => {
  const [, group, role, learner] = request.url.split('/');
  if (!rooms.has(group)) rooms.set(group, { panel: new Set(), child: new Set() });
  const room = rooms.get(group);
  const own = role === 'panel' ? room.panel : room.child;
  const others = role === 'panel' ? room.child : room.panel;
  own.add(socket);
  socket.on('close', () => own.delete(socket));
  socket.on('message', (data) => {
    const said = JSON.parse(data);
    const text = JSON.stringify(
      role === 'panel' ? { kind: 'control', order: said } : { kind: 'row', learner, shown: said },
    );
    for (const other of others) other.send(text);
  });
  socket.send('{"kind":"welcome"}');
});
