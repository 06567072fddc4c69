// How is it told in Chinese that a service or a profile engine gave no dump, and what to do?

import type { Pair } from '../translator.ts';

/** The connection, and the address that was typed. */
export const CONNECTIONS: readonly Pair[] = [
  ['cancelled', '已取消'],
  ['Start again to take the rest.', '请重新开始以获取其余部分。'],
  ['{0} did not take the connection ({1})', '{0} 没有接受连接（{1}）'],
  ['Check the host, the port and the firewalls between.', '请检查主机、端口以及其间的防火墙。'],
  ['{0} took the connection but did not answer within {1}', '{0} 接受了连接，但在 {1} 内没有应答'],
  [
    'The service may be too busy to answer, or stopped in a debugger. Try again, or ask another pod.',
    '服务可能过忙而无法应答，或正停在调试器中。请重试，或请求另一个 pod。',
  ],
  ['{0} began to answer and then sent nothing for {1}', '{0} 开始应答后，{1} 内没有再发送数据'],
  ['Try again; behind a proxy, ask the service directly.', '请重试；若经过代理，请直接请求服务。'],
  ['the answer of {0} was not complete after {1}', '{1} 后 {0} 的应答仍不完整'],
  [
    'The line may be too slow for so much data. Allow more time, or capture on the machine itself.',
    '线路对这么多数据可能过慢。请允许更长时间，或在该机器上直接采集。',
  ],
  ['the answer is too large ({0:text})', '应答过大（{0}）'],
  ['more than {0:n} bytes', '超过 {0} 字节'],
  [
    'If you trust the server, allow more bytes; for a trace, take a shorter one.',
    '如果信任该服务器，请允许更多字节；若是 trace，请缩短采集时间。',
  ],
  ['there is no host {0}', '没有主机 {0}'],
  ['Check how the name is written.', '请检查名称的写法。'],
  ['nothing listens at {0}', '{0} 处没有程序在监听'],
  [
    'Check the port: the debug server often has one of its own. The service may also have just died.',
    '请检查端口：调试服务器常使用单独的端口。服务也可能刚刚退出。',
  ],
  ['there is no way to {0} ({1})', '无法到达 {0}（{1}）'],
  ['Check the network, the VPN or the port-forward.', '请检查网络、VPN 或端口转发。'],
  [
    '{0} closed the connection before the answer was complete ({1:phrase})',
    '{0} 在应答完成前关闭了连接（{1}）',
  ],
  ['{0} closed the connection before the answer was complete ({1})', '{0} 在应答完成前关闭了连接（{1}）'],
  ['the connection was closed', '连接已关闭'],
  [
    "The service may have died or been restarted, or its server's WriteTimeout is shorter than the answer takes.",
    '服务可能已退出或重启，或其服务器的 WriteTimeout 短于应答所需的时间。',
  ],
  ['what {0} sent is not HTTP ({1})', '{0} 发送的不是 HTTP（{1}）'],
  [
    'Check the port: another protocol is spoken here. A TLS server is asked with https://.',
    '请检查端口：此处使用的是其他协议。TLS 服务器请用 https:// 请求。',
  ],
  ['the answer is damaged: {0:phrase}', '应答已损坏：{0}'],
  ['it is encoded as {0}', '它以 {0} 编码'],
  ['its gzip cannot be read: {0}', '无法读取其 gzip：{0}'],
  ['the certificate of {0} is not trusted ({1})', '{0} 的证书不受信任（{1}）'],
  [
    'If it comes from a CA of your own, name the file with its certificate.',
    '如果证书来自自有 CA，请指定其证书文件。',
  ],
  ['{0} does not speak TLS as expected ({1})', '{0} 的 TLS 与预期不符（{1}）'],
  ['If the server speaks plain HTTP, ask it with http://.', '如果服务器使用普通 HTTP，请用 http:// 请求。'],
  ['{0} could not be asked ({1})', '无法请求 {0}（{1}）'],
  ['Check the address and try again.', '请检查地址后重试。'],
  ['{0:n} redirects one after the other, from {1}', '从 {1} 起连续 {0} 次重定向'],
  ['a redirect without a place to go', '没有目标的重定向'],
  ['a redirect to {0}, which is never followed', '指向 {0} 的重定向，从不跟随'],
  ['a redirect from {0} to {1}, which was not followed', '从 {0} 到 {1} 的重定向，没有跟随'],
  ['If you trust the place that it leads to, ask there directly.', '如果信任其目标，请直接请求该处。'],
  ['{0} wants to know who asks (401 {1})', '{0} 要求验证身份（401 {1}）'],
  [
    'Give a user and a password, a token, or the headers that its proxy expects.',
    '请提供用户名和密码、令牌，或其代理要求的请求头。',
  ],
  ['{0}: only http and https can be asked, not {1}.', '{0}：只能请求 http 和 https，不能请求 {1}。'],
  [
    '"{0}" is no address of a server. Write it like http://localhost:6060.',
    '“{0}”不是服务器地址。写法如 http://localhost:6060。',
  ],
  [
    '{0} is a link-local address, where clouds keep credentials of machines.',
    '{0} 是链路本地地址，云平台在此类地址保存机器凭据。',
  ],
  [
    'The query of the address is not sent along. If it says who asks, give a header.',
    '地址中的查询部分不会发送。如果它用于验证身份，请改用请求头。',
  ],
  ['{0}: the CA file cannot be read ({1}).', '{0}：无法读取 CA 文件（{1}）。'],
  ['{0}: there is no certificate in PEM form in this CA file.', '{0}：此 CA 文件中没有 PEM 格式的证书。'],
  ['{0}: this is no folder.', '{0}：这不是文件夹。'],
  ['{0}: {1} is no folder.', '{0}：{1} 不是文件夹。'],
  ['{0}: nothing can be written into {1}.', '{0}：无法写入 {1}。'],
  ['{0}: the folder is not empty.', '{0}：文件夹不为空。'],
  ['{0}: there is such a file already.', '{0}：已有同名文件。'],
  ['Name another place.', '请指定其他位置。'],
  ['Name another, so that incidents do not mix.', '请另行指定，以免不同事件混在一起。'],
  ['Name another.', '请另行指定。'],
  ['The archive would pass 4 GB.', '归档将超过 4 GB。'],
  ['Capture into a folder instead.', '请改为采集到文件夹中。'],
  [
    'kubectl at {0} lies below a folder that is worked on, and is not run from there.',
    '{0} 处的 kubectl 位于正在使用的文件夹之下，不从该处运行。',
  ],
  ['Start from another folder.', '请从其他文件夹启动。'],
  ['There is no kubectl on the PATH.', 'PATH 中没有 kubectl。'],
  ['Install it, or forward the port yourself and give its URL.', '请安装它，或自行转发端口并给出其 URL。'],
  ['{0} is no port.', '{0} 不是端口。'],
  ['kubectl forwarded nothing within {0:n} s.', 'kubectl 在 {0} s 内没有建立转发。'],
  ['kubectl did not start: {0}', 'kubectl 未能启动：{0}'],
  ['kubectl ended: {0}', 'kubectl 已结束：{0}'],
  ['kubectl answered something that is not JSON.', 'kubectl 的应答不是 JSON。'],
  ['"{0}" is no name of a {1}.', '“{0}”不是有效的 {1} 名称。'],
];

/** One service under /debug/pprof/. */
export const SERVICES: readonly Pair[] = [
  [
    "the page at {0} is not the one that Go's net/http/pprof shows",
    '{0} 的页面不是 Go 的 net/http/pprof 页面',
  ],
  [
    'Check the path and the port; the page is usually at /debug/pprof/.',
    '请检查路径和端口；该页面通常位于 /debug/pprof/。',
  ],
  ['{0} speaks TLS', '{0} 使用 TLS'],
  ['Ask it with https://.', '请用 https:// 请求。'],
  ['{0} refuses to record for so long: {1}', '{0} 拒绝采集这么长时间：{1}'],
  [
    'Raise WriteTimeout of the http.Server of the debug port, or record for fewer seconds.',
    '请提高调试端口 http.Server 的 WriteTimeout，或减少采集秒数。',
  ],
  ['{0} is being recorded by somebody else: {1}', '{0} 正被他人采集：{1}'],
  [
    'Wait until that recording ends; a continuous profiler may always be at it.',
    '请等该采集结束；持续性能分析器可能一直在采集。',
  ],
  ['{0} has no {1} ({2})', '{0} 没有 {1}（{2}）'],
  ['{0} does not allow {1} ({2})', '{0} 不允许 {1}（{2}）'],
  [
    'Ask whoever runs the service, or forward a port to the pod itself.',
    '请询问服务的维护者，或直接转发 pod 的端口。',
  ],
  ['{0} answered {1} for {2}', '{0} 对 {2} 的应答为 {1}'],
  ['Try again; the words are the server’s own.', '请重试；以上是服务器自己的说法。'],
  [
    'Import _ "net/http/pprof" in the program and serve http.DefaultServeMux on a debug port (or register the handlers of net/http/pprof with its own router), and check the port.',
    '请在程序中导入 _ "net/http/pprof"，并在调试端口提供 http.DefaultServeMux（或将 net/http/pprof 的处理函数注册到自己的路由），并检查端口。',
  ],
  ['{0} answered {1} for {2}, which is no dump', '{0} 对 {2} 的应答为 {1}，不是转储'],
  [
    'Check the path and the port; a login page or another service may be answering.',
    '请检查路径和端口；应答的可能是登录页面或其他服务。',
  ],
  ['Ask for all dumps to take it nevertheless.', '若仍要获取，请要求获取全部转储。'],
  ['the program has more than {0:n} profiles of its own', '程序自定义的 profile 超过 {0} 个'],
  [
    'listing {0:n} goroutines one by one would stop the service for a while',
    '逐个列出 {0} 个 goroutine 会使服务停顿一段时间',
  ],
  [
    '"{0}" is not like "goroutines 10000" or "heap 5MB/s".',
    '“{0}”的写法不同于“goroutines 10000”或“heap 5MB/s”。',
  ],
  ['asked for while it was watched', '监视期间手动要求'],
  ['the {0} profile does not tell {1}', '{0} profile 中没有 {1}'],
  ['Take one by hand and look whether it can be read.', '请手动获取一份，看能否读取。'],
  ['{0:phrase}, past the {1:phrase} that were watched for', '{0}，超过所监视的 {1}'],
  ['a heap of {0:n}', '堆 {0}'],
  ['{0:n} goroutines a second', '每秒 {0} 个 goroutine'],
  ['{0:n} a second', '每秒 {0}'],
];

/** Pyroscope and Parca. */
export const ENGINES: readonly Pair[] = [
  ['the answer is not what {0} sends', '应答不是 {0} 所发送的内容'],
  [
    'Check the address; a login page or another server may be answering.',
    '请检查地址；应答的可能是登录页面或其他服务器。',
  ],
  ['no data: the server holds no {0:phrase} in this time', '没有数据：服务器在此时段内没有{0}'],
  ['no data: the server holds no {0} in this time', '没有数据：服务器在此时段内没有 {0}'],
  ['profile types', ' profile 类型'],
  ['labels', '标签'],
  ['values of {0}', ' {0} 的值'],
  ['neither Pyroscope nor Parca answers at {0}', '{0} 处既没有 Pyroscope 也没有 Parca 应答'],
  ['Check the address and the port.', '请检查地址和端口。'],
  [
    '"{0}" is no selector. Write it like {service_name="orders"}.',
    '“{0}”不是选择器。写法如 {service_name="orders"}。',
  ],
  ['{0} does not answer as {1} does ({2} {3} for {4})', '{0} 的应答与 {1} 不同（{4} 返回 {2} {3}）'],
  [
    'Check the address; it may be another server, or an older release.',
    '请检查地址；可能是其他服务器，或较旧的版本。',
  ],
  ['{0} does not allow {1} (403 {2})', '{0} 不允许 {1}（403 {2}）'],
  ['Ask whoever runs it for the right to read profiles.', '请向其维护者申请读取 profile 的权限。'],
  ['{0} at {1} says: {2} ({3:n})', '{1} 的 {0} 返回：{2}（{3}）'],
  ['Ask for a shorter time.', '请缩短时段。'],
  [
    'It has too much to do: ask for a shorter time or fewer pods, or wait.',
    '它负载过高：请缩短时段、减少 pod，或等待。',
  ],
  ['That is the server’s own fault: look at its log.', '这是服务器自身的故障：请查看其日志。'],
  ['Correct the selector, the type or the time.', '请更正选择器、类型或时段。'],
  [
    'This server keeps tenants apart: name yours (its header is X-Scope-OrgID).',
    '该服务器区分租户：请指定租户（请求头为 X-Scope-OrgID）。',
  ],
  ['no data: {0} holds no such profile in this time', '没有数据：{0} 在此时段内没有该 profile'],
  ['{0} sent a profile that cannot be read', '{0} 发送了无法读取的 profile'],
  [
    'Its store may hold something that is no profile; ask for another time.',
    '其存储中可能有不是 profile 的内容；请更换时段。',
  ],
  [
    'Some {0} profiles have no label "{1}": the row without a name mixes several pods.',
    '部分 {0} profile 没有标签“{1}”：无名称的一行混合了多个 pod。',
  ],
  [
    'No {0} profiles are stored here: nothing is known of their growth.',
    '此处没有存储 {0} profile：无法得知其增长情况。',
  ],
  ['No {0} profiles: {1:phrase}.', '没有 {0} profile：{1}。'],
  ['{0}-early: {1:phrase}', '{0}-early：{1}'],
  ['{0}-late: {1:phrase}', '{0}-late：{1}'],
  ['This does not mean that nothing grows.', '这并不表示没有增长。'],
  [
    'no data: no profile here has the label "{0}", which is to tell the pods apart; name another one, such as instance, hostname or service_name',
    '没有数据：此处没有 profile 带有用于区分 pod 的标签“{0}”；请指定其他标签，如 instance、hostname 或 service_name',
  ],
  [
    '{0} gave the {1} values as sums over each step, not as single profiles: they are too high where a step holds several.',
    '{0} 给出的 {1} 值是每个步长内的总和，而不是单个 profile：步长内有多个时会偏高。',
  ],
];
