package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FunctionMapTest {
    private static FunctionMap map(String kallsyms) {
        return FunctionMap.parse(kallsyms.getBytes(StandardCharsets.US_ASCII));
    }

    private static String nameAt(FunctionMap map, long address) {
        int function = map.find(address);
        return function < 0 ? null : map.name(function);
    }

    @Test
    void shouldFindTheFunctionThatHoldsTheAddress() {
        FunctionMap map = map("ffffffff81000000 T first\nffffffff81000100 t second\nffffffff81000200 T end\n");

        assertThat(nameAt(map, 0xffffffff81000000L)).isEqualTo("first");
        assertThat(nameAt(map, 0xffffffff810000ffL)).isEqualTo("first");
        assertThat(nameAt(map, 0xffffffff81000100L)).isEqualTo("second");
        assertThat(nameAt(map, 0xffffffff80ffffffL)).isNull();
    }

    @Test
    void shouldKnowNothingBeyondTheFirstByteOfTheLastFunction() {
        FunctionMap map = map("1000 T a\n2000 T last\n");

        assertThat(nameAt(map, 0x2000)).isEqualTo("last");
        assertThat(nameAt(map, 0x2001)).isNull();
    }

    @Test
    void shouldOrderAddressesWithoutSign() {
        FunctionMap map = map("ffffffff81000000 T kernel\n0000000000001000 T low\nffffffff82000000 T end\n");

        assertThat(nameAt(map, 0x1234)).isEqualTo("low");
        assertThat(nameAt(map, 0xffffffff81000010L)).isEqualTo("kernel");
    }

    @Test
    void shouldSortModulesThatFollowTheKernel() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append(String.format("%016x T f%d\n", 0x10000L + (i * 7919L % 1000) * 16, i));
        }
        FunctionMap map = map(text.toString());

        for (int i = 0; i < 1000; i++) {
            assertThat(nameAt(map, 0x10000L + (i * 7919L % 1000) * 16)).isEqualTo("f" + i);
        }
    }

    @Test
    void shouldShowTheModuleWithoutBrackets() {
        FunctionMap map = map("1000 t 9p_read\t[9pnet]\n2000 t plain\n");

        assertThat(nameAt(map, 0x1000)).isEqualTo("9p_read");
        assertThat(map.module(0)).isEqualTo("9pnet");
        assertThat(map.module(1)).isNull();
    }

    @Test
    void shouldLeaveOutWhatIsNoFunction() {
        assertThat(map("0 A per_cpu\n10 a also\n20 t $x\n30 t real\n").size()).isEqualTo(1);
    }

    @Test
    void shouldPreferTheLaterOfTwoNamesBetweenThem() {
        FunctionMap map = map("1000 T one\n1000 T two\n2000 T end\n");

        assertThat(nameAt(map, 0x1001)).isEqualTo("one");
    }

    @Test
    void shouldReadDigitsHoweverTheyArePrinted() {
        for (String address :
                new String[] {"ffffffffc0a1b2f9", "FFFFFFFFC0A1B2F9", "fFffFfffc0a1B2f9", "00ffffffffc0a1b2f9"}) {
            assertThat(nameAt(map(address + " t found\n"), 0xffffffffc0a1b2f9L))
                    .as(address)
                    .isEqualTo("found");
        }
        assertThat(nameAt(map("c0a1b2f9 t of_32_bits\n"), 0xc0a1b2f9L)).isEqualTo("of_32_bits");
    }

    @Test
    void shouldTakeNoOtherCharForADigit() {
        for (char c = ' ' + 1; c < 256; c++) {
            String line = "ffffffffc0a1b2" + c + "9 t name\n";
            byte[] text = line.getBytes(StandardCharsets.ISO_8859_1);
            int digits = Character.digit(c, 16) >= 0 && c < 128 ? 1 : 0;
            assertThat(FunctionMap.parse(text).size()).as("char %d", (int) c).isEqualTo(digits);
        }
    }

    @Test
    void shouldEndANameOfAnyLengthAtItsLastChar() {
        for (int length = 1; length < 40; length++) {
            String name = "x\u00e9".repeat(20).substring(0, length);
            String line = "0000000000001000 t " + name;
            for (String end : new String[] {"", "\n", "\t[module]\n", "\n0000000000002000 T next\n"}) {
                byte[] text = (line + end).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(nameAt(FunctionMap.parse(text), 0x1000)).isEqualTo(name);
            }
        }
    }
}
