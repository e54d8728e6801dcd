package dev.jftrace.tracefs.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootImageTest {
    private static final int[] SITE = {0xe9, 1, 2, 3, 4, 0xc3, 7, 8};

    @TempDir
    Path folder;

    private BootImage read(byte[] file) throws IOException {
        return BootImage.read(Files.write(folder.resolve("vmlinuz"), file));
    }

    private static byte[] packed(String how) throws IOException {
        byte[] kernel = KernelBytes.vmlinux(SITE);
        return switch (how) {
            case "gzip" -> KernelBytes.gzip(kernel);
            case "xz" -> KernelBytes.xz(kernel);
            case "zstd" -> KernelBytes.zstd(kernel);
            case "lz4" -> KernelBytes.lz4OfLiterals(kernel);
            default -> kernel;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd", "lz4", "nothing"})
    void shouldFindAnAddressInAKernelThatIsPackedWith(String how) throws IOException {
        BootImage image = read(KernelBytes.bzImage(packed(how)));

        assertThat(image.at(KernelBytes.SITE, 8)).containsExactly(SITE);
        assertThat(image.banner()).isEqualTo(KernelBytes.BANNER);
        assertThat(image.linkedAt()).isEqualTo(KernelBytes.TEXT);
    }

    @Test
    void shouldReadAVmlinuxAsItIs() throws IOException {
        assertThat(read(KernelBytes.vmlinux(SITE)).at(KernelBytes.SITE, 8)).containsExactly(SITE);
        assertThat(read(KernelBytes.vmlinux32(SITE)).at(0xc1000040L, 8)).containsExactly(SITE);
    }

    @Test
    void shouldUnpackWhatTheLz4ToolPacked() throws Exception {
        assumeThat(Path.of("/usr/bin/lz4")).exists();
        byte[] kernel = new byte[9 << 20];
        Random random = new Random(1);
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : i / 700);
        }
        Path plain = Files.write(folder.resolve("plain"), kernel);
        Path packed = folder.resolve("packed");
        int status = new ProcessBuilder("lz4", "-q", "-l", plain.toString(), packed.toString())
                .start()
                .waitFor();

        assertThat(status).isZero();
        byte[] bytes = Files.readAllBytes(packed);
        assertThat(Lz4Legacy.unpack(bytes, bytes.length, 1 << 30)).isEqualTo(kernel);
    }

    @Test
    void shouldSayWhatItIsIfItIsNoKernel() {
        assertThatThrownBy(() -> read(new byte[4096]))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("vmlinuz: at byte 514: expected a bzImage or a vmlinux");
        assertThatThrownBy(() -> read(KernelBytes.bzImage("BZh91AY&SY00000".getBytes())))
                .hasMessageContaining("found bzip2, which is not unpacked here");
    }

    @Test
    void shouldNotBelieveOffsetsThatLeadOutside() {
        byte[] image = KernelBytes.bzImage(new byte[64]);
        ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(0x24c, -1);
        assertThatThrownBy(() -> read(image)).isInstanceOf(ImageException.class).hasMessageContaining("payload within");

        byte[] kernel = KernelBytes.vmlinux(SITE);
        ByteBuffer elf = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
        elf.putLong(64 + 8, Long.MAX_VALUE - 8);
        assertThatThrownBy(() -> read(kernel).at(KernelBytes.SITE, 8)).isInstanceOf(ImageException.class);
        elf.putLong(32, Long.MAX_VALUE - 100);
        assertThatThrownBy(() -> read(kernel)).isInstanceOf(ImageException.class);
        assertThatThrownBy(() -> read(KernelBytes.vmlinux(SITE)).at(KernelBytes.TEXT + 0xffc, 8))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no segment holds address ffffffff81000ffc");
    }

    /** Whatever stands in it: an answer or one of our exceptions, in bounded room. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd", "lz4", "nothing"})
    void shouldEndWithAMessageWhereBytesAreDamaged(String how) throws IOException {
        byte[] whole = KernelBytes.bzImage(packed(how));
        Random random = new Random(how.hashCode());
        for (int i = 0; i < 300; i++) {
            byte[] damaged =
                    random.nextBoolean() ? whole.clone() : java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
            for (int hits = random.nextInt(4); hits >= 0 && damaged.length > 0; hits--) {
                int from = random.nextBoolean() ? Math.min(damaged.length, 1100) : damaged.length;
                damaged[random.nextInt(from)] = (byte) random.nextInt();
            }
            try {
                BootImage image = read(damaged);
                image.banner();
                image.at(KernelBytes.SITE, 8);
            } catch (IOException e) {
                assertThat(e.getMessage()).contains("vmlinuz");
            }
        }
    }
}
