// What is known in Chinese about the goroutines of libraries?

import type { Pair } from '../translator.ts';

export const LIBRARIES: readonly Pair[] = [
  ['a signal context', '信号 context'],
  [
    'A goroutine waits for the signal, or for the context to end; the stop function that is returned ends it.',
    '有一个 goroutine 在等待信号或 context 结束；调用返回的 stop 函数即可终止它。',
  ],
  [
    'defer stop() where the context is made; one for the whole program is enough.',
    '在创建 context 的地方 defer stop()；整个程序有一个就够了。',
  ],
  ['a child process', '子进程'],
  [
    'Goroutines copy its output and watch its context until Wait is called.',
    '有 goroutine 复制其输出并监视其 context，直到调用 Wait。',
  ],
  [
    'Call Wait on every path after Start, and give the command a context with a deadline.',
    '在 Start 之后的每条路径上调用 Wait，并给命令一个带截止时间的 context。',
  ],
  ['an HTTP/2 connection', ' HTTP/2 连接'],
  [
    'An HTTP/2 connection belongs to its transport and stays open while idle.',
    'HTTP/2 连接属于其 Transport，空闲时也保持打开。',
  ],
  ['a Kubernetes informer', ' Kubernetes informer '],
  [
    'An informer lists, watches and hands on until its stop channel is closed, and keeps a copy of what it watches.',
    'informer 会一直 list、watch 并分发事件，直到其 stop 通道被关闭，并保留所监视对象的副本。',
  ],
  [
    'Share one informer factory for the process; close the stop channel of those that come and go.',
    '整个进程共享一个 informer factory；对反复创建的 informer，关闭其 stop 通道。',
  ],
  ['a Kubernetes watch', ' Kubernetes watch '],
  [
    'A watch receives until Stop is called or the server ends it.',
    'watch 会一直接收，直到调用 Stop 或被服务端终止。',
  ],
  ['defer watch.Stop(), or share an informer.', 'defer watch.Stop()，或共享一个 informer。'],
  ['a work queue', '工作队列'],
  [
    'A queue measures and delays in the background until it is shut down.',
    '队列会在后台进行度量和延时处理，直到被关闭。',
  ],
  [
    'Keep one queue for each controller; ShutDown the others.',
    '每个 controller 只保留一个队列；其余的将其 ShutDown。',
  ],
  ['a Redis subscription', ' Redis 订阅'],
  [
    'A subscription reads, and checks its connection, until it is closed.',
    '订阅会一直读取并检查其连接，直到被关闭。',
  ],
  ['defer pubsub.Close() where it is made.', '在创建的地方 defer pubsub.Close()。'],
  ['a PostgreSQL pool', ' PostgreSQL 连接池'],
  [
    'Each pool checks its connections in the background until it is closed.',
    '每个池都会在后台检查其连接，直到被关闭。',
  ],
  [
    'Make one pool when the service starts, and share it; or Close it.',
    '在服务启动时创建一个池并共享；或将其 Close。',
  ],
  ['a metric reader', '指标读取器'],
  [
    'A periodic reader collects and exports until its provider is shut down.',
    '周期读取器会一直收集并导出，直到其 provider 被关闭。',
  ],
  [
    'Build one meter provider, and Shutdown it when the service stops.',
    '只创建一个 meter provider，并在服务停止时将其 Shutdown。',
  ],
  ['a go-zero cache', ' go-zero 缓存'],
  [
    'Each cache starts a timing wheel and a statistics loop that tick for the life of the process.',
    '每个缓存都会启动一个时间轮和一个统计循环，它们在进程的整个生命周期内不停运转。',
  ],
  ['A go-zero cache has no Close.', 'go-zero 缓存没有 Close。'],
  [
    'Build one cache when the service starts and share it; expiry still works for each key.',
    '在服务启动时创建一个缓存并共享；每个 key 的过期仍然有效。',
  ],
  ['a go-zero timing wheel', ' go-zero 时间轮'],
  ['A timing wheel ticks until its Stop is called.', '时间轮会一直运转，直到调用其 Stop。'],
  ['Share one wheel, or call its Stop when the work is over.', '共享一个时间轮，或在工作完成后调用其 Stop。'],
  ['a go-cache cache', ' go-cache 缓存'],
  ['Each cache has a janitor.', '每个缓存都有一个清理 goroutine（janitor）。'],
  [
    'A finalizer stops it once the cache is unreachable, so a growing count means that something also keeps the caches.',
    '缓存不可达后 finalizer 会将其停止，因此数量不断增长说明还有地方一直引用着这些缓存。',
  ],
  ['Share one cache, and find what keeps the old ones.', '共享一个缓存，并找出是什么引用着旧的缓存。'],
  ['a bigcache', ' bigcache '],
  [
    'Each cache has a cleaner and allocates its shards at once.',
    '每个缓存都有一个清理 goroutine，并会立即分配全部分片。',
  ],
  ['Share one cache, or Close it.', '共享一个缓存，或将其 Close。'],
  ['a ristretto cache', ' ristretto 缓存'],
  ['Each cache runs two goroutines until it is closed.', '每个缓存会运行两个 goroutine，直到被关闭。'],
  ['an expirable LRU', '带过期的 LRU'],
  [
    'Its cleaner never ends: the library never closes the channel that would stop it.',
    '其清理 goroutine 永不结束：库从不关闭能使其停止的通道。',
  ],
  [
    'Share one LRU; where they must come and go, use a cache that can be closed.',
    '共享一个 LRU；如果必须反复创建，请使用可以关闭的缓存。',
  ],
  ['a ttlcache', ' ttlcache '],
  ['Start runs until Stop is called.', 'Start 会一直运行，直到调用 Stop。'],
  ['Share one cache, or call Stop when it is no longer needed.', '共享一个缓存，或在不再需要时调用 Stop。'],
  ['a lumberjack logger', ' lumberjack 日志器'],
  [
    'The goroutine that removes old files never ends, not even by Close.',
    '删除旧文件的 goroutine 永不结束，即使调用 Close 也不会。',
  ],
  [
    'Keep one Logger for each file for the life of the process.',
    '在进程的整个生命周期内，每个文件只保留一个 Logger。',
  ],
  ['a buffered log syncer', '带缓冲的日志 syncer'],
  ['It flushes on a timer until Stop is called.', '它按定时器刷新，直到调用 Stop。'],
  ['Share one syncer, or Stop it.', '共享一个 syncer，或将其 Stop。'],
  ['a file watcher', '文件监视器'],
  [
    'A watcher reads events, and holds an inotify descriptor, until it is closed.',
    '监视器会一直读取事件并占用一个 inotify 描述符，直到被关闭。',
  ],
  ['Share one watcher, or Close it.', '共享一个监视器，或将其 Close。'],
  ['a span processor', ' span 处理器'],
  [
    'A batch processor exports in the background until its provider is shut down.',
    '批处理器会在后台一直导出，直到其 provider 被关闭。',
  ],
  [
    'Build one tracer provider, and Shutdown it when the service stops.',
    '只创建一个 tracer provider，并在服务停止时将其 Shutdown。',
  ],
  ['a cron scheduler', ' cron 调度器'],
  ['A scheduler runs until Stop is called.', '调度器会一直运行，直到调用 Stop。'],
  ['Use one scheduler and add entries to it, or Stop it.', '使用一个调度器并向其添加任务，或将其 Stop。'],
  ['a worker pool', ' worker 池'],
  [
    'Each pool has a purger and a clock that run until it is released.',
    '每个池都有一个清理 goroutine 和一个时钟 goroutine，它们会一直运行到池被释放。',
  ],
  ['Share one pool, or Release it.', '共享一个池，或将其 Release。'],
  ['a gRPC connection', ' gRPC 连接'],
  [
    'A client connection keeps a reader, a writer and its callback loops until it is closed.',
    '客户端连接会保留读、写和回调循环的 goroutine，直到被关闭。',
  ],
  [
    'Dial once and share the connection, which is safe for concurrent use; or Close it.',
    '只拨号一次并共享连接（可安全地并发使用）；或将其 Close。',
  ],
  ['an HTTP connection', ' HTTP 连接'],
  [
    'A connection whose response is neither read to its end nor closed cannot be used again: each request dials another.',
    '响应既没有读完也没有关闭的连接无法复用：每个请求都会新建一个连接。',
  ],
  [
    'defer resp.Body.Close() and read the body to its end; use one http.Client for all requests.',
    'defer resp.Body.Close() 并把响应体读完；所有请求共用一个 http.Client。',
  ],
  ['Idle connections belong to their transport.', '空闲连接属于其 Transport。'],
  [
    'A transport made for one request keeps its own for ever.',
    '为单个请求创建的 Transport 会永远保留自己的空闲连接。',
  ],
  [
    'Share one http.Client and its Transport; set IdleConnTimeout, or call CloseIdleConnections.',
    '共享一个 http.Client 及其 Transport；设置 IdleConnTimeout，或调用 CloseIdleConnections。',
  ],
  ['a result set', '结果集'],
  [
    'Rows that are not closed hold their connection until their context ends.',
    '未关闭的 Rows 会占用连接，直到其 context 结束。',
  ],
  ['defer rows.Close(), and look at rows.Err().', 'defer rows.Close()，并检查 rows.Err()。'],
  ['a transaction', '事务'],
  [
    'A transaction holds its connection until Commit or Rollback.',
    '事务会占用连接，直到 Commit 或 Rollback。',
  ],
  [
    'defer tx.Rollback() right after Begin; it does nothing after Commit.',
    '紧跟 Begin 之后 defer tx.Rollback()；在 Commit 之后它不起作用。',
  ],
  ['a database pool', '数据库连接池'],
  [
    'Each sql.DB has an opener goroutine and connections of its own until it is closed.',
    '每个 sql.DB 都有一个打开连接的 goroutine 和自己的连接，直到被关闭。',
  ],
  [
    'Open one sql.DB for each database when the service starts, and share it.',
    '在服务启动时为每个数据库打开一个 sql.DB 并共享。',
  ],
  ['a child context', '子 context '],
  [
    "The parent is a context type of its own, so a goroutine watches it until the child is cancelled; the child's cancel is never called.",
    '父级是自定义的 context 类型，因此由一个 goroutine 监视它，直到子 context 被取消；而子 context 的 cancel 从未被调用。',
  ],
  ['defer cancel() where the context is made.', '在创建 context 的地方 defer cancel()。'],
  ['a Redis client', ' Redis 客户端'],
  [
    'A client keeps its connections and their keepers until it is closed.',
    '客户端会保留连接及其维护 goroutine，直到被关闭。',
  ],
  [
    'Share one client, which is a pool by itself; or Close it.',
    '共享一个客户端（它本身就是连接池）；或将其 Close。',
  ],
  ['a Kafka reader', ' Kafka 读取器'],
  ['A reader fetches in the background until it is closed.', '读取器会在后台一直拉取，直到被关闭。'],
  [
    'Keep one reader for each topic and group; Close it at the end.',
    '每个 topic 和 group 只保留一个读取器；最后将其 Close。',
  ],
  ['a Kafka client', ' Kafka 客户端'],
  [
    'Producers and consumers run several goroutines for each broker until they are closed.',
    '生产者和消费者会为每个 broker 运行若干 goroutine，直到被关闭。',
  ],
  ['Share one producer or consumer; Close it at the end.', '共享一个生产者或消费者；最后将其 Close。'],
  ['an etcd client, watch or lease', ' etcd 客户端、watch 或租约'],
  [
    'Clients, watches and kept-alive leases run until they are closed or their context ends.',
    '客户端、watch 和续约的租约会一直运行，直到被关闭或其 context 结束。',
  ],
  [
    'Share one client; cancel the context of watches and leases.',
    '共享一个客户端；取消 watch 和租约的 context。',
  ],
  ['a NATS connection', ' NATS 连接'],
  [
    'A connection reads and flushes in the background until it is closed.',
    '连接会在后台一直读取和刷新，直到被关闭。',
  ],
  ['Share one connection; Close or Drain it at the end.', '共享一个连接；最后将其 Close 或 Drain。'],
  ['an AMQP connection', ' AMQP 连接'],
  ['A connection reads and sends heartbeats until it is closed.', '连接会一直读取并发送心跳，直到被关闭。'],
  [
    'Share one connection, with a channel for each goroutine; Close it at the end.',
    '共享一个连接，每个 goroutine 使用一个 channel；最后将其 Close。',
  ],
  ['a MongoDB client', ' MongoDB 客户端'],
  [
    'A client keeps its pool and its watch of the servers until it is disconnected.',
    '客户端会保留连接池和对服务器的监视，直到断开。',
  ],
  ['Share one client; Disconnect it at the end.', '共享一个客户端；最后将其 Disconnect。'],
  ['a MySQL connection', ' MySQL 连接'],
  [
    'A connection watches its context until it is closed or returned.',
    '连接会一直监视其 context，直到被关闭或归还。',
  ],
  ['Share one sql.DB; close rows, and finish transactions.', '共享一个 sql.DB；关闭 rows，并结束事务。'],
];
