package dev.jftrace.tracefs.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A kernel as it lies in /boot: x86's bzImage, unpacked, or a vmlinux. What the kernel patches while it boots is not done yet.
 *
 * <pre>
 * bzImage: the real-mode setup, then the protected-mode kernel, in which the payload lies
 *
 *  | setup_sects u8 | ... | 0xaa55 u16 | ... | "HdrS" | version u16 | ... | payload_offset u32 | payload_length u32 |
 *  0x1f1                  0x1fe              0x202    0x206               0x248                0x24c
 *
 *  payload: (setup_sects + 1) * 512 + payload_offset; setup_sects 0 means 4; fields of the payload since version 2.08
 * </pre>
 *
 * Source: Documentation/arch/x86/boot.rst.
 */
public final class BootImage implements KernelCode {
    private static final int SETUP_SECTS = 0x1f1;
    private static final int BOOT_FLAG = 0x1fe;
    private static final int HEADER = 0x202;
    private static final int VERSION = 0x206;
    private static final int PAYLOAD_OFFSET = 0x248;
    private static final int PAYLOAD_LENGTH = 0x24c;
    private static final int HEADER_END = 0x250;
    private static final int SECTOR = 512;
    private static final int HDRS = 0x53726448;
    private static final int WITH_PAYLOAD = 0x208;
    private static final long LARGEST_FILE = 256 << 20;
    private static final int LONGEST_BANNER = 512;
    private static final byte[] BANNER = "Linux version ".getBytes(StandardCharsets.US_ASCII);

    private final byte[] kernel;
    private final ElfFile elf;

    private BootImage(byte[] kernel, ElfFile elf) {
        this.kernel = kernel;
        this.elf = elf;
    }

    public static BootImage read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new ImageException(
                    file.toString(), Files.size(file) + " bytes, expected a kernel of at most " + LARGEST_FILE);
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] kernel = isElf(bytes) ? bytes : unpacked(file.toString(), bytes);
        return new BootImage(kernel, ElfFile.read(file + " (unpacked)", ByteRange.of(kernel)));
    }

    private static boolean isElf(byte[] bytes) {
        return bytes.length > 4
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0) == ElfFile.MAGIC;
    }

    private static byte[] unpacked(String name, byte[] file) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < HEADER_END
                || Short.toUnsignedInt(header.getShort(BOOT_FLAG)) != 0xaa55
                || header.getInt(HEADER) != HDRS) {
            throw new ImageException(name, HEADER, "a bzImage or a vmlinux", "no 'HdrS'");
        }
        int version = Short.toUnsignedInt(header.getShort(VERSION));
        if (version < WITH_PAYLOAD) {
            throw new ImageException(
                    name,
                    VERSION,
                    "boot protocol 2.08 or newer",
                    String.format("%d.%02d", version >> 8, version & 255));
        }
        int sectors = Byte.toUnsignedInt(header.get(SETUP_SECTS));
        long begin = (sectors == 0 ? 4 : sectors) * (long) SECTOR
                + SECTOR
                + Integer.toUnsignedLong(header.getInt(PAYLOAD_OFFSET));
        long length = Integer.toUnsignedLong(header.getInt(PAYLOAD_LENGTH));
        if (begin + length > file.length) {
            throw new ImageException(
                    name,
                    PAYLOAD_OFFSET,
                    "a payload within " + file.length + " bytes",
                    begin + " and " + length + " more");
        }
        return Payload.unpack(name, begin, Arrays.copyOfRange(file, (int) begin, (int) (begin + length)));
    }

    @Override
    public byte[] at(long address, int count) throws IOException {
        return elf.at(address, count);
    }

    /** The address of {@code _text} as it was linked: what symbols of a kernel that was moved (KASLR) differ from. */
    public long linkedAt() throws IOException {
        return elf.lowestAddress();
    }

    /** Whether its ELF file is one of 64 bits: x86-64's, not i386's. */
    public boolean isWide() {
        return kernel[4] == 2;
    }

    @Override
    public String banner() {
        for (int at = 0; at <= kernel.length - BANNER.length; at++) {
            // A string "Linux version %s" stands in the kernel too.
            if (kernel[at] == 'L'
                    && Arrays.equals(kernel, at, at + BANNER.length, BANNER, 0, BANNER.length)
                    && kernel[at + BANNER.length] != '%') {
                int end = at;
                while (end < kernel.length && end < at + LONGEST_BANNER && kernel[end] != 0 && kernel[end] != '\n') {
                    end++;
                }
                return new String(kernel, at, end - at, StandardCharsets.US_ASCII);
            }
        }
        return "";
    }
}
