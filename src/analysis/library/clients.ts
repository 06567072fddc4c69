// Which clients and connections keep goroutines until they are closed?

import type { LibraryPattern } from './pattern.ts';

export const CLIENTS: readonly LibraryPattern[] = [
  {
    id: 'grpc-client',
    starts: [
      /google\.golang\.org\/grpc\/internal\/transport\.(\(\*http2Client\)\.reader|NewHTTP2Client\.func\d+|\(\*loopyWriter\)\.run)$/,
      /google\.golang\.org\/grpc\/internal\/grpcsync\.\(\*CallbackSerializer\)\.run$/,
    ],
    entries: /google\.golang\.org\/grpc\.(NewClient|Dial|DialContext)$/,
    thing: 'a gRPC connection',
    why: 'A client connection keeps a reader, a writer and its callback loops until it is closed.',
    fix: 'Dial once and share the connection, which is safe for concurrent use; or Close it.',
  },
  {
    id: 'http-body-not-closed',
    starts: [/^net\/http\.\(\*persistConn\)\.(readLoop|writeLoop)$/],
    notOn: /^bufio\.\(\*Reader\)\.Peek$/,
    entries:
      /^net\/http\.(\(\*Client\)\.(Do|Get|Post|PostForm|Head)|Get|Post|PostForm|Head|\(\*Transport\)\.RoundTrip)$/,
    thing: 'an HTTP connection',
    why: 'A connection whose response is neither read to its end nor closed cannot be used again: each request dials another.',
    fix: 'defer resp.Body.Close() and read the body to its end; use one http.Client for all requests.',
  },
  {
    id: 'http-transport-per-request',
    starts: [/^net\/http\.\(\*persistConn\)\.(readLoop|writeLoop)$/],
    on: /^bufio\.\(\*Reader\)\.Peek$/,
    entries:
      /^net\/http\.(\(\*Client\)\.(Do|Get|Post|PostForm|Head)|Get|Post|PostForm|Head|\(\*Transport\)\.RoundTrip)$/,
    thing: 'an HTTP connection',
    why: 'Idle connections belong to their transport. A transport made for one request keeps its own for ever.',
    fix: 'Share one http.Client and its Transport; set IdleConnTimeout, or call CloseIdleConnections.',
  },
  {
    id: 'sql-rows-not-closed',
    starts: [/^database\/sql\.\(\*Rows\)\.awaitDone$/],
    entries: /^database\/sql\.\(\*(DB|Tx|Stmt|Conn)\)\.(Query|QueryContext)$/,
    thing: 'a result set',
    why: 'Rows that are not closed hold their connection until their context ends.',
    fix: 'defer rows.Close(), and look at rows.Err().',
  },
  {
    id: 'sql-tx-not-finished',
    starts: [/^database\/sql\.\(\*Tx\)\.awaitDone$/],
    entries: /^database\/sql\.\(\*(DB|Conn)\)\.(Begin|BeginTx)$/,
    thing: 'a transaction',
    why: 'A transaction holds its connection until Commit or Rollback.',
    fix: 'defer tx.Rollback() right after Begin; it does nothing after Commit.',
  },
  {
    id: 'sql-db-per-request',
    starts: [/^database\/sql\.\(\*DB\)\.connectionOpener$/],
    entries: /^database\/sql\.(Open|OpenDB)$/,
    thing: 'a database pool',
    why: 'Each sql.DB has an opener goroutine and connections of its own until it is closed.',
    fix: 'Open one sql.DB for each database when the service starts, and share it.',
  },
  {
    id: 'context-bridge',
    starts: [/^context\.(\(\*cancelCtx\)\.)?propagateCancel\.func\d+$/],
    entries: /^context\.With(Cancel|CancelCause|Timeout|TimeoutCause|Deadline|DeadlineCause)$/,
    thing: 'a child context',
    why: "The parent is a context type of its own, so a goroutine watches it until the child is cancelled; the child's cancel is never called.",
    fix: 'defer cancel() where the context is made.',
  },
  {
    id: 'go-redis',
    starts: [
      /go-redis\/v9\/maintnotifications\.\(\*CircuitBreakerManager\)\.cleanupLoop$/,
      /go-redis(\/v\d+)?\/internal\/pool\.\(\*ConnPool\)\.reaper$/,
    ],
    entries: /go-redis(\/v\d+)?\.New(Client|FailoverClient|ClusterClient|UniversalClient|Ring)$/,
    thing: 'a Redis client',
    why: 'A client keeps its connections and their keepers until it is closed.',
    fix: 'Share one client, which is a pool by itself; or Close it.',
  },
  {
    id: 'kafka-go-reader',
    starts: [
      /segmentio\/kafka-go\.(NewConsumerGroup\.func1|\(\*ConsumerGroup\)\.run|\(\*Reader\)\.run|\(\*connPool\)\.discover)$/,
    ],
    entries: /segmentio\/kafka-go\.(NewReader|NewConsumerGroup|NewWriter|Dial\w*)$/,
    thing: 'a Kafka reader',
    why: 'A reader fetches in the background until it is closed.',
    fix: 'Keep one reader for each topic and group; Close it at the end.',
  },
  {
    id: 'sarama',
    starts: [
      /(IBM|Shopify)\/sarama\.(withRecover|\(\*(asyncProducer|syncProducer|client|Broker|partitionConsumer|brokerConsumer)\)\.\w+)$/,
    ],
    entries: /(IBM|Shopify)\/sarama\.New(Sync|Async)?(Producer|Consumer|Client|ConsumerGroup)(FromClient)?$/,
    thing: 'a Kafka client',
    why: 'Producers and consumers run several goroutines for each broker until they are closed.',
    fix: 'Share one producer or consumer; Close it at the end.',
  },
  {
    id: 'etcd-client',
    starts: [/etcd\/client\/v3\.\(\*(watchGRPCStream|lessor|Client)\)\.\w+$/],
    entries: /etcd\/client\/v3\.(New|NewFromURLs?|\(\*watcher\)\.Watch|\(\*lessor\)\.KeepAlive)$/,
    thing: 'an etcd client, watch or lease',
    why: 'Clients, watches and kept-alive leases run until they are closed or their context ends.',
    fix: 'Share one client; cancel the context of watches and leases.',
  },
  {
    id: 'nats',
    starts: [
      /nats-io\/nats\.go\.\(\*(Conn|asyncCallbacksHandler)\)\.(readLoop|flusher|asyncCBDispatcher|waitForMsgs)$/,
    ],
    entries: /nats-io\/nats\.go\.(Connect|\(Options\)\.Connect|Options\.Connect)$/,
    thing: 'a NATS connection',
    why: 'A connection reads and flushes in the background until it is closed.',
    fix: 'Share one connection; Close or Drain it at the end.',
  },
  {
    id: 'amqp',
    starts: [/amqp091-go\.\(\*Connection\)\.(reader|heartbeater)$/],
    entries: /amqp091-go\.(Dial|DialConfig|DialTLS|Open)$/,
    thing: 'an AMQP connection',
    why: 'A connection reads and sends heartbeats until it is closed.',
    fix: 'Share one connection, with a channel for each goroutine; Close it at the end.',
  },
  {
    id: 'mongo',
    starts: [
      /mongo-driver\/(v2\/)?x\/mongo\/driver\/topology\.\(\*(pool|Server)\)\.(maintain|createConnections|update)$/,
    ],
    entries: /mongo-driver\/(v2\/)?mongo\.(Connect|NewClient)$/,
    thing: 'a MongoDB client',
    why: 'A client keeps its pool and its watch of the servers until it is disconnected.',
    fix: 'Share one client; Disconnect it at the end.',
  },
  {
    id: 'mysql',
    starts: [/go-sql-driver\/mysql\.\(\*mysqlConn\)\.startWatcher\.func1$/],
    entries: /^database\/sql\.(Open|OpenDB|\(\*DB\)\.Conn)$/,
    thing: 'a MySQL connection',
    why: 'A connection watches its context until it is closed or returned.',
    fix: 'Share one sql.DB; close rows, and finish transactions.',
  },
];
