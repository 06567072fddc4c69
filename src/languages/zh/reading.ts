// How is it told in Chinese that a file cannot be read from the disk, or breaks the rules of its format?

import type { Pair } from '../translator.ts';

/** What the system or the inflater says, and the limits that a person can raise. */
export const READING: readonly Pair[] = [
  ['{0:text}: only files can be read', '{0}：只能读取文件'],
  ['Copy the data to a file and open that.', '请将数据复制到文件中，再打开该文件。'],
  ['a folder', '文件夹'],
  ['a socket', '套接字'],
  ['not a regular file', '不是普通文件'],
  ['a file that the system cannot read ({0})', '系统无法读取的文件（{0}）'],
  ['Check the disk, or copy the file elsewhere.', '请检查磁盘，或将文件复制到别处。'],
  ['there is no such file or folder', '没有该文件或文件夹'],
  ['Check the path: it may have been moved or deleted.', '请检查路径：它可能已被移动或删除。'],
  ['there is no such file: part of the path is a file', '没有该文件：路径中有一部分是文件'],
  ['Check the path.', '请检查路径。'],
  ['a symbolic link that leads to itself', '指向自身的符号链接'],
  ['Name the file itself.', '请指定文件本身。'],
  ['a file that you may not read', '没有读取权限的文件'],
  ['{0:phrase} (mode {1}, owner {2})', '{0}（权限 {1}，所有者 {2}）'],
  ['{0:phrase} (nor look into its folder)', '{0}（也不能查看其所在文件夹）'],
  ['Ask its owner for the right to read it (chmod +r).', '请向其所有者申请读取权限（chmod +r）。'],
  ['a file that the disk cannot read', '磁盘无法读取的文件'],
  ['Copy the file again: the disk may be failing.', '请重新复制该文件：磁盘可能有故障。'],
  ['too many open files', '打开的文件过多'],
  ['Close other programs, or open fewer dumps at once.', '请关闭其他程序，或一次打开较少的转储。'],
  ['a path that is too long', '过长的路径'],
  ['Name the file by a shorter path.', '请使用更短的路径。'],
  ['a folder of {0:n} files, too many for one incident', '含有 {0} 个文件的文件夹，对一次事件来说过多'],
  ['Name the dumps themselves.', '请直接指定转储。'],
  [
    'If you trust the file, raise the limit: --max-expanded on the command line, culprit.maxExpandedMegabytes in the settings.',
    '如果信任该文件，请提高上限：命令行使用 --max-expanded，设置中使用 culprit.maxExpandedMegabytes。',
  ],
  ['gzip data of {0:n} bytes that expands past {1}', '{0} 字节、展开后超过 {1} 的 gzip 数据'],
  ['something that is not gzip follows the gzip data', 'gzip 数据之后还有不是 gzip 的内容'],
  ['the gzip data ends early', 'gzip 数据提前结束'],
  ['the gzip checksum does not match: some bytes were changed', 'gzip 校验和不一致：有些字节被改动过'],
  ['the gzip length does not match: some bytes were changed', 'gzip 长度不一致：有些字节被改动过'],
  ['the gzip data is damaged ({0})', 'gzip 数据已损坏（{0}）'],
  ['unknown wire type {0:n}', '未知的 wire type {0}'],
  ['field {0:n} has wire type {1:n}', '字段 {0} 的 wire type 为 {1}'],
  ['a number of more than 10 bytes', '超过 10 字节的数字'],
  ['a number that does not end', '没有结尾的数字'],
  ['a field of {0:n} bytes where {1:n} are left', '剩余 {1} 字节处有 {0} 字节的字段'],
];

/** Why a source cannot be shown, and what differs from the dump's own. */
export const SOURCE_PLACES: readonly Pair[] = [
  ['no open dump names this file', '没有打开的转储提到此文件'],
  ['sources of libraries are not in reach', '无法访问库的源码'],
  ['it is not in {0:phrase} of this machine', '不在本机的{0}中'],
  ['the module cache', '模块缓存'],
  ["Go's own sources", 'Go 自身源码'],
  ['GOPATH', 'GOPATH'],
  ['the mapped folder', '已映射的文件夹'],
  ['sources of {0}', '{0} 的源码'],
  ["not the dump's own version: {0:phrase}", '与转储的版本不同：{0}'],
  ["sources of {0}; not the dump's own version: {1:phrase}", '{0} 的源码；与转储的版本不同：{1}'],
];
