// Live state on Node with Socket.IO: its rooms, `emit` to them, WebSocket alone. Port: first argument.
const { createServer } = require('node:http');
const { Server } = require('socket.io');

const server = createServer();
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });

io.on('connection', (socket) => {
  const { group, role, learner } = socket.handshake.query;
  socket.join(`${role}-${group}`);
  socket.on('shown', (shown) => io.to(`panel-${group}`).emit('row', { kind: 'row', learner, shown }));
  socket.on('order', (order) => io.to(`child-${group}`).emit('control', { kind: 'control', order }));
  socket.emit('welcome');
});

server.listen(Number(process.argv[2]), '127.0.0.1', 1024);
