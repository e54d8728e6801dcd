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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The record of these tests: u32 a at 8 = 5, int b at 12 = -3, u64 c at 16 = 0x1010, s16 h[2] at 24 = -1, 2, long l at
 * 32 = -40, u8 d[16] at 40, of which the tests say what it holds, __data_loc u8[] at 56 of the same 16 bytes.
 */
class PrintRulesTest {
    private static final String[] FIELDS = {
        "u32 a@8:4",
        "int b@12:4s",
        "u64 c@16:8",
        "s16 h[2]@24:4s",
        "long l@32:8s",
        "u8 d[16]@40:16",
        "__data_loc u8[] e@56:4",
        "__data_loc char[] none@60:4"
    };
    private static final byte[] KALLSYMS =
            "1000 T vfs_read\n2000 t inner\t[mod]\n2040 t other\t[mod]\n".getBytes(StandardCharsets.US_ASCII);

    private static String print(PrintRules rules, String printFmt, int... bytes) throws IOException {
        ByteBuffer record = Formats.record(1, 42, 64);
        record.putInt(5).putInt(-3).putLong(0x1010).putShort((short) -1).putShort((short) 2);
        record.position(32).putLong(-40);
        for (int b : bytes) {
            record.put((byte) b);
        }
        record.position(56).putInt(16 << 16 | 40).putInt(1 << 16 | 55);
        EventCatalog catalog = EventCatalog.builder()
                .format("test", Formats.of("e", 1, printFmt, FIELDS))
                .functions(KALLSYMS)
                .build();
        TraceEvent event = EventStream.of(catalog, List.of(new FakeCpu(0).add(1, record.array())))
                .next();
        TextBuffer out = new TextBuffer();
        new PrintFormats(catalog, rules).print(event, out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%lld", REC->b => 4294967293 => -3
            "%lld", (long long)REC->b => 4294967293 => -3
            "%d", REC->h[0] => 65535 => -1
            "%d", REC->b < 0 => 0 => 1
            "%ld", REC->l / 4 => 4611686018427387894 => -10
            "%ld", REC->l >> 1 => 9223372036854775788 => -20
            "%lu", REC->a - 6 => 18446744073709551615 => 4294967295
            "%ld", (long)REC->b * 2 => 8589934586 => -6
            "%lx", (u8)REC->b => fd => fd
            "%d", REC->a > REC->b => 0 => 0
            """)
    void shouldTakeSignsFromFieldsUnlessTraceCmdIsAskedFor(String printFmt, String traceCmd, String signed)
            throws IOException {
        assertThat(print(PrintRules.TRACE_CMD, printFmt)).isEqualTo(traceCmd);
        assertThat(print(PrintRules.SIGNED, printFmt)).isEqualTo(signed);
        assertThat(print(PrintRules.KERNEL, printFmt)).isEqualTo(signed);
    }

    @Test
    void shouldFindNegativeValuesByName() throws IOException {
        String printFmt = "\"%s\", __print_symbolic(REC->b, { -3, \"three\" }, { -22, \"invalid\" })";

        assertThat(print(PrintRules.SIGNED, printFmt)).isEqualTo("three");
    }

    @Test
    void shouldLoseParenthesesAsTraceCmdDoesButNotAsTheKernel() throws IOException {
        String printFmt = "\"%x\", REC->a & (0x2 | 0x8)";

        assertThat(print(PrintRules.TRACE_CMD, printFmt)).isEqualTo("8");
        assertThat(print(PrintRules.SIGNED, printFmt)).isEqualTo("8");
        assertThat(print(PrintRules.KERNEL, printFmt)).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%pS", 0x1010 => vfs_read+0x10/0x1000
            "%ps", 0x2008 => inner [mod]
            "%pS", 0x2008 => inner+0x8/0x40 [mod]
            "%ps", 0x10 => 0x10
            "%p", REC->c => 0000000000001010
            "%p", 0 => 0000000000000000
            """)
    void shouldShowAddressesAsTheKernelDoes(String printFmt, String expected) throws IOException {
        assertThat(print(PrintRules.KERNEL, printFmt)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%u%s", 1, xen_hypercall_name(1) => 1(mmu_update)
            "%u%s", 34, xen_hypercall_name(34) => 34(hvm_op)
            "%u%s", 50, xen_hypercall_name(50) => 50(arch_2)
            "%u%s|", 11, xen_hypercall_name(11) => 11|
            "%llx", (unsigned long long)pte_val(native_make_pte(REC->c)) => 1010
            "%s %s", mc_event_error_type(1), mc_event_error_type(9) => Uncorrected Info
            "%s/%s", cper_severity_str(1), cper_mem_err_type_str(3) => fatal/multi-bit ECC
            "[%s]", __get_str(none)[0] ? " " : "" => []
            "[%s]", __get_str(e)[0] ? "x" : "" => [x]
            """)
    void shouldStandInForFunctionsOfTheKernel(String printFmt, String expected) throws IOException {
        assertThat(print(PrintRules.SIGNED, printFmt, 7)).isEqualTo(expected);
    }

    @Test
    void shouldKnowNoFunctionWithoutThePluginsThatBringIt() throws IOException {
        assertThat(print(PrintRules.SIGNED.withoutFunctions(), "\"%d\", jiffies_to_msecs(5)"))
                .startsWith("[FAILED TO PARSE]");
        assertThat(print(PrintRules.SIGNED, "\"%d\", jiffies_to_msecs(5)")).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "%x %x", __fswab16(1124), __builtin_bswap16(0x10464) => 6404 6404
            "%u %x", __fswab32(1), __builtin_bswap32((__u16)1124) => 16777216 64040000
            "%llx %llx", __fswab64(1124), __builtin_bswap64(1) => 6404000000000000 100000000000000
            "%d", __builtin_constant_p(5) ? 7 : __fswab16(5) => 1280
            """)
    void shouldTurnBytesRoundAsTheCompilerOfTheKernelDoes(String printFmt, String expected) throws IOException {
        assertThat(print(PrintRules.TRACE_CMD, printFmt)).isEqualTo(expected);
    }

    @Test
    void shouldNotKnowMoreFunctionsThanTraceCmdWhenAskedForItsText() throws IOException {
        assertThat(print(PrintRules.TRACE_CMD, "\"%s\", mc_event_error_type(1)"))
                .startsWith("[FAILED TO PARSE]");
        assertThat(print(PrintRules.TRACE_CMD, "\"%s\", xen_hypercall_name(1)")).isEqualTo("(mmu_update)");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            08 1f ff ff 10 => lba=2097151 txlen=16
            28 20 80 00 00 01 00 00 08 => lba=2147483649 txlen=8 protect=1
            41 08 00 00 00 01 00 00 08 => lba=1 txlen=8 protect=0 unmap=1
            a8 00 00 00 00 02 ff 00 00 01 => lba=2 txlen=4278190081 protect=0
            8a 00 00 00 00 01 00 00 00 00 00 00 00 10 => lba=4294967296 txlen=16 protect=0
            93 08 00 00 00 00 00 00 00 05 00 00 00 10 => lba=5 txlen=16 protect=0 unmap=1
            42 00 00 00 00 00 00 00 18 => regions=1
            9e 10 00 00 00 00 00 00 00 07 00 00 00 20 => READ_CAPACITY_16 lba=7 alloc_len=32
            9e 01 => UNKNOWN
            7f 00 00 00 00 00 00 00 18 00 => -
            00 => -
            """)
    void shouldReadTheCommandsOfScsi(String bytes, String expected) throws IOException {
        int[] command = Arrays.stream(bytes.split(" "))
                .mapToInt(hex -> Integer.parseInt(hex, 16))
                .toArray();

        assertThat(print(PrintRules.SIGNED, "\"%s\", scsi_trace_parse_cdb(p, __get_dynamic_array(e), 16)", command))
                .isEqualTo(expected);
    }

    @Test
    void shouldReadLittleEndianNumbersOfCfg80211() throws IOException {
        assertThat(print(PrintRules.SIGNED, "\"%d\", __le16_to_cpup((__le16 *)__get_dynamic_array(e))", 1, 2))
                .isEqualTo("513");
    }

    @Test
    void shouldReadTheRequestsOfDevicesForPages() throws IOException {
        String printFmt = "\"%s\", decode_prq_descriptor(__get_str(none), 256,"
                + " 0x0010000500080200, 0x0000000000003019, 0x7, 0x9)";

        assertThat(print(PrintRules.SIGNED, printFmt))
                .isEqualTo("rid=0x8 addr=0x3 r-x-- pasid=0x5 index=0x3 private=0x7/0x9");
    }
}
