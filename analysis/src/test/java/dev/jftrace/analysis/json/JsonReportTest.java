package dev.jftrace.analysis.json;

import static dev.jftrace.analysis.MadeUpTrace.bytes;
import static dev.jftrace.analysis.MadeUpTrace.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.MadeUpTrace;
import dev.jftrace.event.TextBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private static final int NUMBERS = 100;
    private static final int ARRAYS = 101;
    private static final int FUNCTION = 1;

    private final MadeUpTrace trace = new MadeUpTrace()
            .format(
                    "test",
                    "numbers",
                    NUMBERS,
                    "\"\"",
                    "int i@8:4s",
                    "u8 b@12:1",
                    "s16 s@14:2s",
                    "u64 u@16:8",
                    "void * p@24:8",
                    "unsigned long l@32:8",
                    "s64 n@40:8s")
            .format(
                    "test",
                    "arrays",
                    ARRAYS,
                    "\"%s %s\", __get_str(name), __get_cpumask(cpus)",
                    "char comm[8]@8:8",
                    "u8 mac[3]@16:3",
                    "s32 pair[2]@20:8s",
                    "__data_loc char[] name@28:4",
                    "__data_loc unsigned long[] cpus@32:4",
                    "__data_loc u32[] words@36:4")
            .format("ftrace", "function", FUNCTION, "\"\"", "unsigned long ip@8:8", "unsigned long parent_ip@16:8")
            .functions("1000 T aaa\n2000 T bbb\nffffffff81000000 T vfs_read\nffffffff81001000 T end\n")
            .tasks("100 a \"b\"\n");

    private String json() throws IOException {
        TextBuffer out = new TextBuffer();
        JsonReport report = new JsonReport(trace.stream());
        while (report.next(out)) {
            assertThat(out.byteAt(out.length() - 1)).isEqualTo((byte) '\n');
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        out.flushTo(all);
        return all.toString(StandardCharsets.UTF_8);
    }

    private static ByteBuffer numbers(long u, long l, long n) {
        ByteBuffer record = record(NUMBERS, 100, 48).putInt(-7).put((byte) 200).position(14);
        return record.putShort((short) -2).putLong(u).putLong(0x1234).putLong(l).putLong(n);
    }

    @Test
    void shouldGiveNumbersTheirSigns() throws IOException {
        trace.event(0, 1_000_000_001L, numbers(5, 6, -9));

        assertThat(json())
                .isEqualTo("{\"ts\":1000000001,\"cpu\":0,\"comm\":\"a \\\"b\\\"\",\"pid\":100,\"flags\":\".....\","
                        + "\"system\":\"test\",\"event\":\"numbers\",\"fields\":{\"i\":-7,\"b\":200,\"s\":-2,\"u\":5,"
                        + "\"p\":\"0x1234\",\"l\":6,\"n\":-9},\"symbols\":{\"p\":\"aaa+0x234\"}}\n");
    }

    @Test
    void shouldMakeStringsOfNumbersThatADoubleWouldChange() throws IOException {
        trace.event(0, 1, numbers(1L << 53, (1L << 53) - 1, -(1L << 53)));
        trace.event(0, 1_800_000_000_000_000_001L, numbers(-1, 0, Long.MIN_VALUE));

        assertThat(json())
                .contains("\"u\":\"9007199254740992\"", "\"l\":9007199254740991", "\"n\":\"-9007199254740992\"")
                .contains("{\"ts\":\"1800000000000000001\"", "\"u\":\"18446744073709551615\"")
                .contains("\"n\":\"-9223372036854775808\"");
    }

    @Test
    void shouldNameFunctionsThatAddressesAreIn() throws IOException {
        trace.event(0, 1, numbers(0, 0xffffffff81000010L, 0));
        trace.event(0, 2, record(FUNCTION, 100, 24).putLong(0x1004).putLong(0x2004));

        assertThat(json())
                .contains("\"l\":\"vfs_read+0x10\"")
                .contains("\"fields\":{\"ip\":\"0x1004\",\"parent_ip\":\"0x2004\"},"
                        + "\"symbols\":{\"ip\":\"aaa\",\"parent_ip\":\"bbb+0x4\"}");
    }

    @Test
    void shouldTellArraysStringsAndMasksApart() throws IOException {
        ByteBuffer record = record(ARRAYS, 100, 64).put(bytes("bash\0xyz")).put(new byte[] {1, 2, -1});
        record.position(20).putInt(-1).putInt(2);
        record.putInt(4 << 16 | 40).putInt(8 << 16 | 48).putInt(8 << 16 | 56);
        record.put(bytes("a\nb\0")).position(48).putLong(0b1011).putInt(-1).putInt(7);
        trace.event(0, 1, record);

        assertThat(json())
                .contains("\"fields\":{\"comm\":\"bash\",\"mac\":[1,2,255],\"pair\":[-1,2],\"name\":\"a\\nb\","
                        + "\"cpus\":[0,1,3],\"words\":[4294967295,7]}");
    }

    @Test
    void shouldReplaceWhatIsNoUtf8() throws IOException {
        byte[] text = {'\\', 0x01, 0x7f, (byte) 0xc3, (byte) 0xa4, (byte) 0xc3, 'x', (byte) 0xff};
        trace.event(0, 1, record(ARRAYS, 100, 64).put(text));

        assertThat(json()).contains("\"comm\":\"\\\\\\u0001\\u007f\u00e4\ufffdx\ufffd\"");
    }

    @Test
    void shouldNotPassOnSurrogatesAndFormsThatAreTooLong() throws IOException {
        byte[] text = {(byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xc0, (byte) 0x80, (byte) 0xf4, (byte) 0x90, 'x'};
        trace.event(0, 1, record(ARRAYS, 100, 64).put(text));

        assertThat(json()).contains("\"comm\":\"\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdx\"");
    }

    @Test
    void shouldTellWhatWasLost() throws IOException {
        trace.event(0, 1, numbers(0, 0, 0), 42).event(0, 2, numbers(0, 0, 0), -1);

        assertThat(json()).contains("{\"ts\":1,\"lost\":42,").contains("{\"ts\":2,\"lost\":-1,");
    }

    @Test
    void shouldKeepEventsOfNoKnownFormat() throws IOException {
        trace.event(0, 1, record(999, 100, 8));

        assertThat(json()).endsWith("\"flags\":\".....\",\"type\":999}\n");
    }

    @Test
    void shouldSurviveAnyBytes() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            ByteBuffer record = ByteBuffer.allocate(8 + random.nextInt(80));
            random.nextBytes(record.array());
            record.put(0, (byte) (random.nextBoolean() ? ARRAYS : NUMBERS)).put(1, (byte) 0);
            trace.event(0, i, record);
        }

        assertThat(json().lines())
                .hasSize(3000)
                .allMatch(line -> line.startsWith("{\"ts\":") && line.endsWith("}"))
                .noneMatch(line -> line.chars().anyMatch(c -> c < ' '));
    }
}
