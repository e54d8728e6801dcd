package dev.jftrace.event.printfmt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.FakeCpu;
import dev.jftrace.event.Formats;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The record of these tests: u32 a at 8 = 5, int b at 12 = -3, u64 c at 16, char s[8] at 24 = "hello", __data_loc at
 * 32 of 6 bytes at 40, __rel_loc at 36 of the same.
 */
class PrintFormatTest {
    private static final String[] FIELDS = {
        "u32 a@8:4", "int b@12:4s", "u64 c@16:8", "char s[8]@24:8", "__data_loc u8[] d@32:4", "__rel_loc char[] r@36:4"
    };
    private static final byte[] KALLSYMS =
            "1000 T vfs_read\n2000 T vfs_write\n3000 T end\n".getBytes(StandardCharsets.US_ASCII);

    private static byte[] record() {
        ByteBuffer record = Formats.record(1, 42, 48);
        record.putInt(5).putInt(-3).putLong(0x1010);
        record.put("hello\0\0\0".getBytes(StandardCharsets.US_ASCII));
        record.putInt(6 << 16 | 40).putInt(6 << 16);
        return record.put(new byte[] {'1', '2', '3', '4', '5', 0}).array();
    }

    private static TraceEvent event(byte[] format, byte[] record) throws IOException {
        EventCatalog catalog = EventCatalog.builder()
                .format("test", format)
                .functions(KALLSYMS)
                .printks("0x1010 : \"known\\n\"\n".getBytes(StandardCharsets.US_ASCII))
                .build();
        return EventStream.of(catalog, List.of(new FakeCpu(0).add(1, record))).next();
    }

    private static String print(String printFmt) throws IOException {
        TraceEvent event = event(Formats.of("e", 1, printFmt, FIELDS), record());
        TextBuffer out = new TextBuffer();
        new PrintFormats(event.catalog()).print(event, out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%d %u", REC->b, REC->b => -3 4294967293
            "%lld", REC->b => 4294967293
            "%5d|%-5d|%05d", REC->a, REC->a, REC->b => `    5|5    |-0003`
            "%x %#x %X %o", 255, 255, 255, 8 => ff 0xff FF 10
            "%hhd %hd", 0x1ff, 0x18000 => -1 -32768
            "%c%c", 'a', REC->s[1] => ae
            "%.3d %+d", 7, 7 => 007 +7
            "%*d", 4, REC->a => `   5`
            "100%% %s", "x" => 100% x
            """)
    void shouldConvertNumbersLikePrintf(String printFmt, String expected) throws IOException {
        assertThat(print(printFmt)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%d", 1 + 2 * 3 => 7
            "%d", 10 - 4 - 3 => 3
            "%d", 1 << 4 >> 2 => 4
            "%d", 7 & 3 == 3 => 1
            "%d", !0 + ~0 => 0
            "%d", REC->a > 4 && REC->b != 0 => 1
            "%d", REC->b < 0 => 0
            "%d", (u8)0x1ff => 255
            "%lx", (unsigned long)REC->c => 1010
            "%d", -REC->a => -5
            "%d", sizeof(u64) + sizeof(REC->a) => 12
            "%d", __builtin_expect(!!(REC->a), 1) => 1
            "%d", (REC)->a => 5
            "%d", 5 / 0 => 0
            """)
    void shouldReckonWithoutSigns(String printFmt, String expected) throws IOException {
        assertThat(print(printFmt)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%s", REC->s => hello
            "%.2s|%8s|%-8s|", REC->s, REC->s, REC->s => `he|   hello|hello   |`
            "%s", REC->a == 5 ? "five" : "other" => five
            "%s", REC->a == 1 ? "a" : REC->a == 5 ? "b" : "c" => b
            "%s", __get_str(d) => 12345
            "%s", __get_rel_str(r) => 12345
            "%d", __get_dynamic_array_len(d) => 6
            "%c", ((u8 *)__get_dynamic_array(d))[2] => 3
            "%s", __print_flags(REC->a, "|", {1, "A"}, {2, "B"}, {4, "C"}) => A|C
            "%s", __print_flags(9, "|", {1, "A"}) => A|0x8
            "%s", __print_flags(0, "|", {0, "NONE"}) => ``
            "%s", __print_symbolic(REC->a, {4 + 1, "five"}) => five
            "%s", __print_symbolic(REC->a, {1, "one"}) => 0x5
            "%s", __print_symbolic(3, {NET_RX_SOFTIRQ, "NET_RX"}) => NET_RX
            "%s", __print_hex(REC->s, 3) => 68 65 6c
            "%s", __print_hex_str(REC->s, 3) => 68656c
            "%s", __print_array(__get_dynamic_array(d), 2, 1) => {0x31,0x32}
            "%s", __print_dynamic_array(d, 2) => {0x3231,0x3433,0x35}
            "%s", __get_bitmask(d) => 0035,34333231
            "%s", __get_cpumask(r) => 0,4-5,9,12-13,16-17,20-21,26,28-29,32,34,36-37
            "%s", REC->c => known
            """)
    void shouldPrintStringsAndHelpers(String printFmt, String expected) throws IOException {
        assertThat(print(printFmt)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%ps %pS", (void *)REC->c, (void *)REC->c => vfs_read vfs_read+0x10
            "%pf", 0x9999 => 0x9999
            "%p %p", REC->c, 0 => 0x1010 (nil)
            "%pI4 %pi4", &REC->a, REC->a => [FAILED TO PARSE] a=5 b=-3 c=4112 s=hello d=12345 r=12345
            "%pI4 %pi4", REC->a, REC->a => 5.0.0.0 005.000.000.000
            "%pM", REC->a => INVALIDMAC
            "%3phC", REC->s => 68
            "%*phD", 3, __get_dynamic_array(d) => 31-32-33
            """)
    void shouldExtendPointers(String printFmt, String expected) throws IOException {
        assertThat(print(printFmt)).isEqualTo(expected);
    }

    @Test
    void shouldCompressTheLongestRunOfAnIpv6Address() throws IOException {
        byte[] format = Formats.of("e", 1, "\"%pI6c %pI6\", REC->ip, REC->ip", "__u8 ip[16]@8:16");
        ByteBuffer record = Formats.record(1, 1, 24).order(ByteOrder.BIG_ENDIAN);
        record.putLong(0x20010db800000000L).putLong(1);
        TraceEvent event = event(format, record.array());
        TextBuffer out = new TextBuffer();

        new PrintFormats(event.catalog()).print(event, out);

        assertThat(out).hasToString("2001:db8::1 2001:0db8:0000:0000:0000:0000:0000:0001");
    }

    @Test
    void shouldAcceptATabAndJoinNeighbouringStrings() throws IOException {
        assertThat(print("\"a\t%d\" \"b\\n\\tc\\\"\", 1")).isEqualTo("a\t1b\n\tc\"");
    }

    @Test
    void shouldTakeAnOperatorOutOfItsParenthesesAsLibtraceeventDoes() throws IOException {
        assertThat(print("\"%d\", 1 & (2 | 4 | 8)")).isEqualTo("12");
    }

    @Test
    void shouldShowFieldsWhereAFunctionIsUnknown() throws IOException {
        assertThat(print("\"%d\", mystery(REC->a)")).startsWith("[FAILED TO PARSE] a=5 b=-3");
    }

    @Test
    void shouldShowFieldsWhereAConversionHasNoArgument() throws IOException {
        assertThat(print("\"%d %d\", REC->a")).startsWith("[FAILED TO PARSE]");
    }

    @Test
    void shouldUseTheConversionOfThePrintFmtForRawFields() throws IOException {
        TraceEvent event = event(Formats.of("e", 1, "\"c=0x%llx\", REC->c", FIELDS), record());
        TextBuffer out = new TextBuffer();

        new PrintFormats(event.catalog()).get(event.format()).printFields(event, out);

        assertThat(out.toString()).startsWith(" a=5 b=-3 c=0x1010 s=hello");
    }

    @Test
    void shouldReadArgumentsOfTracePrintkFromItsBytes() throws IOException {
        byte[] format = Formats.of(
                "bprint",
                1,
                "\"%ps: %s\", (void *)REC->ip, REC->fmt",
                "unsigned long ip@8:8",
                "const char * fmt@16:8",
                "u32 buf[]@24:0");
        ByteBuffer record = Formats.record(1, 1, 56);
        record.putLong(0x2004).putLong(0x77).putInt(-7);
        record.put("word\0\0\0\0".getBytes(StandardCharsets.US_ASCII), 0, 5);
        record.position(36).putLong(0x1234);
        EventCatalog catalog = EventCatalog.builder()
                .ftraceFormat(format)
                .functions(KALLSYMS)
                .printks("0x77 : \"n=%d s=%s l=%lx\\n\"\n".getBytes(StandardCharsets.US_ASCII))
                .build();
        TraceEvent event = EventStream.of(catalog, List.of(new FakeCpu(0).add(1, record.array())))
                .next();
        TextBuffer out = new TextBuffer();

        new PrintFormats(catalog).print(event, out);

        assertThat(out).hasToString("vfs_write: n=-7 s=word l=1234");
    }
}
