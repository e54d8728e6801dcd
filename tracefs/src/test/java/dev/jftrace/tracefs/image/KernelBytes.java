package dev.jftrace.tracefs.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Kernels made for a test: a vmlinux of one segment, packed into a bzImage. */
public final class KernelBytes {
    public static final long TEXT = 0xffffffff81000000L;
    public static final long SITE = TEXT + 0x40;
    static final String BANNER = "Linux version 4.4.0-21-generic (buildd@lgw01-21) (gcc version 5.3.1) #37-Ubuntu SMP";

    private KernelBytes() {}

    /** With these bytes at {@link #SITE}. */
    public static byte[] vmlinux(int... site) {
        ByteBuffer elf = ByteBuffer.allocate(0x2000).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, ElfFile.MAGIC).put(4, (byte) 2).put(5, (byte) 1);
        elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        elf.putInt(64, 1)
                .putLong(64 + 8, 0x1000)
                .putLong(64 + 16, TEXT)
                .putLong(64 + 32, 0x1000)
                .putLong(64 + 40, 0x1000);
        for (int i = 0; i < site.length; i++) {
            elf.put(0x1040 + i, (byte) site[i]);
        }
        elf.put(0x1800, "Linux version %s (%s)\0".getBytes(StandardCharsets.US_ASCII));
        elf.put(0x1900, (BANNER + "\n\0").getBytes(StandardCharsets.US_ASCII));
        return elf.array();
    }

    /** The same for 32 bits. */
    static byte[] vmlinux32(int... site) {
        ByteBuffer elf = ByteBuffer.allocate(0x2000).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, ElfFile.MAGIC).put(4, (byte) 1).put(5, (byte) 1);
        elf.putInt(28, 52).putShort(42, (short) 32).putShort(44, (short) 1);
        elf.putInt(52, 1).putInt(52 + 4, 0x1000).putInt(52 + 8, 0xc1000000).putInt(52 + 16, 0x1000);
        for (int i = 0; i < site.length; i++) {
            elf.put(0x1040 + i, (byte) site[i]);
        }
        return elf.array();
    }

    interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    public static byte[] gzip(byte[] kernel) throws IOException {
        return packed(kernel, GZIPOutputStream::new);
    }

    static byte[] xz(byte[] kernel) throws IOException {
        return sized(packed(kernel, out -> new XZOutputStream(out, new LZMA2Options(1))), kernel.length);
    }

    static byte[] zstd(byte[] kernel) throws IOException {
        return sized(packed(kernel, com.github.luben.zstd.ZstdOutputStreamNoFinalizer::new), kernel.length);
    }

    /** A frame of the kernel's kind, in which nothing but literals stand. */
    static byte[] lz4OfLiterals(byte[] kernel) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0xf0);
        int rest = kernel.length - 15;
        for (; rest >= 255; rest -= 255) {
            block.write(255);
        }
        block.write(rest);
        block.write(kernel);
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(Lz4Legacy.MAGIC).putInt(block.size());
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head.array());
        block.writeTo(frame);
        return sized(frame.toByteArray(), kernel.length);
    }

    private static byte[] packed(byte[] kernel, Packer packer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream to = packer.over(out)) {
            to.write(kernel);
        }
        return out.toByteArray();
    }

    private static byte[] sized(byte[] packed, int size) {
        ByteBuffer all = ByteBuffer.allocate(packed.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        return all.put(packed).putInt(size).array();
    }

    /** A bzImage of one sector of setup, the payload 16 bytes into the kernel. */
    public static byte[] bzImage(byte[] payload) {
        int begin = 2 * 512 + 16;
        ByteBuffer image = ByteBuffer.allocate(begin + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0x1f1, (byte) 1).putShort(0x1fe, (short) 0xaa55).putInt(0x202, 0x53726448);
        image.putShort(0x206, (short) 0x20d).putInt(0x248, 16).putInt(0x24c, payload.length);
        return image.put(begin, payload).array();
    }
}
