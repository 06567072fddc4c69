// How are small zip and tar archives drawn, valid or not?
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../src/bytes/crc32.ts';

export interface ZipFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly flags?: number;
  readonly method?: number;
  readonly mode?: number;
  readonly crc?: number;
}

/** Draws a zip archive. */
export function zip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, flags = 0, method = 8, mode = 0, crc } of files) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = localEntry(common, name, packed, (flags & SIZES_FOLLOW) !== 0);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, rest, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(central).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, ...central, Buffer.from('PK\x05\x06'), end]);
}

const SIZES_FOLLOW = 8;

function localEntry(common: Buffer, name: string, packed: Buffer, sizesFollow: boolean): Buffer {
  const header = Buffer.from(common);
  if (sizesFollow) header.fill(0, 10, 22);
  const descriptor = sizesFollow ? [Buffer.from('PK\x07\x08'), common.subarray(10, 22)] : [];
  return Buffer.concat([Buffer.from('PK\x03\x04'), header, Buffer.from(name), packed, ...descriptor]);
}

/** Draws a tar archive. */
export function tar(
  files: readonly { readonly name: string; readonly bytes: Buffer; readonly type?: string }[],
): Buffer {
  const blocks = files.flatMap(({ name, bytes, type = '0' }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write(type, 156);
    header.write('ustar\x0000', 257);
    header.write('        ', 148);
    header.write(
      `${header
        .reduce((sum, b) => sum + b, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
