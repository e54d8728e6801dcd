package dev.jftrace.tracefs.image;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * What a boot image is packed with, known by its first bytes. The build appends the unpacked size, 4 bytes, to all but gzip, which ends
 * with it anyway; that number is not believed.
 */
final class Payload {
    private static final int LARGEST = 512 << 20;
    private static final int SIZE_BYTES = 4;
    private static final int XZ_KIB = 256 << 10;

    private Payload() {}

    /** @param begin where in the file it lies, for messages */
    static byte[] unpack(String name, long begin, byte[] packed) throws IOException {
        if (packed.length < 2 * SIZE_BYTES) {
            throw new ImageException(name, begin, "a packed kernel", packed.length + " bytes");
        }
        int magic = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        try (InputStream in = open(name, begin, magic, packed)) {
            byte[] kernel = in.readNBytes(LARGEST);
            if (kernel.length == LARGEST) {
                throw new ImageException(name, begin, "a kernel of less than " + LARGEST + " bytes", "more");
            }
            return kernel;
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageException(name, begin, "a packed kernel that is whole", "damage (" + e.getMessage() + ")");
        }
    }

    private static InputStream open(String name, long begin, int magic, byte[] packed) throws IOException {
        InputStream all = new ByteArrayInputStream(packed);
        InputStream sized = new ByteArrayInputStream(packed, 0, packed.length - SIZE_BYTES);
        return switch (magic) {
            case 0xfd2fb528 -> new ZstdInputStreamNoFinalizer(sized);
            case 0x587a37fd -> new SingleXZInputStream(sized, XZ_KIB);
            case Lz4Legacy.MAGIC ->
                new ByteArrayInputStream(Lz4Legacy.unpack(packed, packed.length - SIZE_BYTES, LARGEST));
            case ElfFile.MAGIC -> all;
            default -> {
                if ((magic & 0xffff) == 0x8b1f) {
                    yield new GZIPInputStream(all);
                }
                throw new ImageException(name, begin, "gzip, xz, zstd or lz4", other(magic));
            }
        };
    }

    private static String other(int magic) {
        return switch (magic & 0xffffff) {
            case 0x685a42 -> "bzip2, which is not unpacked here";
            case 0x00005d -> "lzma, which is not unpacked here";
            case 0x4f4c89, 0x5a4c89 -> "lzo, which is not unpacked here";
            default -> String.format("0x%08x", magic);
        };
    }
}
