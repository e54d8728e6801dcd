package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BtfTest {
    private static final String STRINGS = "\0int\0fd\0buf\0vfs_read\0st\0";
    private static final int COMMON = 8;

    /** 1 int, 2 int *, 3 struct of 16 bytes, 4 typedef of 1, 5 (int fd, int *buf, struct st), 6 the function of 5. */
    private static byte[] btf() {
        ByteBuffer types = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        type(types, 1, 1, 0, 4).putInt(1 << 24 | 32);
        type(types, 0, 2, 0, 1);
        type(types, 0, 4, 0, 16);
        type(types, 1, 8, 0, 1);
        type(types, 0, 13, 3, 0)
                .putInt(5)
                .putInt(4)
                .putInt(8)
                .putInt(2)
                .putInt(21)
                .putInt(3);
        type(types, 12, 12, 0, 5);
        return btf(types, STRINGS);
    }

    private static byte[] btf(ByteBuffer types, String names) {
        byte[] strings = names.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer btf =
                ByteBuffer.allocate(24 + types.position() + strings.length).order(ByteOrder.LITTLE_ENDIAN);
        btf.putShort((short) 0xeb9f).putShort((short) 1).putInt(24).putInt(0).putInt(types.position());
        btf.putInt(types.position()).putInt(strings.length);
        return btf.put(types.flip()).put(strings).array();
    }

    private static ByteBuffer type(ByteBuffer types, int name, int kind, int count, int sizeOrType) {
        return types.putInt(name).putInt(kind << 24 | count).putInt(sizeOrType);
    }

    private static String arguments(byte[] btf, int longs) throws IOException {
        EventCatalog catalog = EventCatalog.builder()
                .ftraceFormat(Formats.of("funcgraph_entry", 11, "\"\""))
                .btf(btf)
                .build();
        ByteBuffer record = Formats.record(11, 1, COMMON + 8 * longs);
        for (int i = 0; i < longs; i++) {
            record.putLong(i == 0 ? -2 : i);
        }
        TraceEvent event = EventStream.of(catalog, List.of(new FakeCpu(0).add(1, record.array())))
                .next();
        int prototype = catalog.btf().prototypeOf("vfs_read.isra.0");
        TextBuffer out = new TextBuffer();
        if (prototype > 0) {
            catalog.btf().appendArguments(prototype, event, COMMON, out);
        }
        return out.toString();
    }

    @Test
    void shouldShowArgumentsByTheirTypes() throws IOException {
        assertThat(arguments(btf(), 4)).isEqualTo("fd=-2, buf=0x1, st=(STRUCT)[0x2:0x3]");
    }

    @Test
    void shouldSayThatArgumentsWereNotRecorded() throws IOException {
        assertThat(arguments(btf(), 2)).isEqualTo("fd=-2, buf=0x1, ...");
    }

    @Test
    void shouldKnowNothingWithoutTypes() throws IOException {
        assertThat(arguments(new byte[0], 2)).isEmpty();
    }

    @Test
    void shouldDeclareAFunctionAsCDoes() {
        assertThat(Btf.of(btf(), ByteOrder.LITTLE_ENDIAN).declarationOf("vfs_read"))
                .contains("void vfs_read(int fd, int *buf, struct {...} st)");
        assertThat(Btf.of(btf(), ByteOrder.LITTLE_ENDIAN).declarationOf("vfs_write"))
                .isEmpty();
    }

    /** 7 pointer to the kernel's 4, 8 (7) returning the kernel's 1, 9 the function of 8. */
    @Test
    void shouldDeclareAFunctionOfAModuleByTheKernelsTypes() {
        int names = STRINGS.length();
        ByteBuffer types = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        type(types, 0, 2, 0, 4);
        type(types, 0, 13, 1, 1).putInt(names).putInt(7);
        type(types, names + 5, 12, 0, 8);
        Btf module = Btf.ofModule(btf(), btf(types, "size\0ext4_map\0"), ByteOrder.LITTLE_ENDIAN);

        assertThat(module.declarationOf("ext4_map")).contains("int ext4_map(int *size)");
        assertThat(module.declarationOf("vfs_read"))
                .as("a function of the kernel")
                .isEmpty();
    }

    @Test
    void shouldKnowNothingOfAModuleThatIsCutOff() {
        byte[] cut = java.util.Arrays.copyOf(btf(), btf().length - 1);

        assertThat(Btf.ofModule(btf(), cut, ByteOrder.LITTLE_ENDIAN).declarationOf("vfs_read"))
                .isEmpty();
        assertThat(Btf.ofModule(cut, btf(), ByteOrder.LITTLE_ENDIAN).declarationOf("vfs_read"))
                .isEmpty();
    }

    /** 1 char, 2 const char, 3 pointer to 2, 4 const of 3, 5 array of 7 of 1, 6 pointer to 5, 7 (3, ...) returning 1, 8 pointer to 7. */
    @Test
    void shouldPutTheNameOfAParameterInItsMiddle() {
        String strings = "\0char\0f\0format\0last\0row\0call\0";
        ByteBuffer types = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        type(types, 1, 1, 0, 1).putInt(8);
        type(types, 0, 10, 0, 1);
        type(types, 0, 2, 0, 2);
        type(types, 0, 10, 0, 3);
        type(types, 0, 3, 0, 0).putInt(1).putInt(1).putInt(7);
        type(types, 0, 2, 0, 5);
        type(types, 0, 13, 2, 1).putInt(0).putInt(3).putInt(0).putInt(0);
        type(types, 0, 2, 0, 7);
        type(types, 0, 13, 4, 3)
                .putInt(8)
                .putInt(3)
                .putInt(15)
                .putInt(4)
                .putInt(20)
                .putInt(6);
        types.putInt(24).putInt(8);
        type(types, 6, 12, 0, 9);

        assertThat(Btf.of(btf(types, strings), ByteOrder.LITTLE_ENDIAN).declarationOf("f"))
                .contains("const char *f(const char *format, const char *const last, char (*row)[7],"
                        + " char (*call)(const char *, ...))");
    }

    @Test
    void shouldSurviveMutations() throws IOException {
        Random random = new Random(7);
        int readable = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] btf = btf();
            for (int n = random.nextInt(4); n >= 0; n--) {
                btf[random.nextInt(btf.length)] = (byte) random.nextInt();
            }
            assertThat(Btf.of(btf, ByteOrder.LITTLE_ENDIAN)
                            .declarationOf("vfs_read")
                            .orElse(""))
                    .hasSizeLessThan(100_000);
            readable += arguments(btf, random.nextInt(6)).isEmpty() ? 0 : 1;
        }
        assertThat(readable).isGreaterThan(100);
    }
}
