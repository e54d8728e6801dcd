package dev.jftrace.record.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters of events, as the kernel would take them. */
class JvmEventFilterTest {
    private static final int PID = 4711;

    /** A park of 1,500 ns at a class a.b.Lock, with a timeout of -1. */
    private static byte[] park() {
        byte[] name = "a.b.Lock\0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer event = ByteBuffer.allocate(8 + 2 * Long.BYTES + Integer.BYTES + name.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        event.putShort((short) JvmEventType.PARK.id()).putShort((short) 0).putInt(PID);
        event.putLong(-1).putLong(1_500);
        event.putInt(name.length << 16 | event.position() + Integer.BYTES).put(name);
        return event.array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duration == 1500",
                "duration==0x5dc",
                "duration > 1499 && duration<=1500",
                "duration & 4",
                "timeout < 0",
                "timeout == -1",
                "class == \"a.b.Lock\"",
                "class == 'a.b.Lock'",
                "class != 'a.b.Loc'",
                "class ~ \"*Lock\"",
                "class ~ 'a.?.[KL]ock'",
                "class ~ '!*Unlock'",
                "common_pid == 4711",
                "common_type == 60005",
                "comm ~ 'main*' || COMM == 'x'",
                "!(duration == 1)",
                "!!(duration == 1500)",
                "duration == 1 && timeout == 1 || class ~ 'a*'",
                "duration == 1500 || timeout == 1 && class == 'x'",
                "(duration == 1500 || timeout == 1) && !class == 'x'",
                "((duration==1500))",
                "class.ustring ~ '*Lock'",
                "duration.ustring == 1500",
                "common_pid & CPUS{0-10,4711}",
                "common_pid == CPUS{4711}",
                "common_pid != CPUS{4710,4711}",
                "common_pid & CPUS{4000-4999:1/9} && duration > 1"
            })
    void shouldLetPassWhatIsSo(String filter) throws JvmFilterException {
        assertThat(JvmEventFilter.of(JvmEventType.PARK, filter).test(park(), "main"))
                .isTrue();
        assertThat(JvmEventFilter.of(JvmEventType.PARK, "!(" + filter + ")").test(park(), "main"))
                .isFalse();
    }

    /** Text and place as Linux 6.12 puts them, which counts from behind a condition's first letter. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(nosuch==1)|Field not found|8",
                "nosuch==1|Field not found|7",
                "duration = 1|Invalid operator|10",
                "duration =~ 1|Invalid operator|10",
                "duration == \"x\"|Expecting numeric field|13",
                "class == 5|Expecting string field|10",
                "class > 'x'|Illegal operation for field type|9",
                "duration ~ 5|Illegal operation for field type|12",
                "duration == x|Invalid value (did you forget quotes)?|13",
                "duration == 09|Illegal integer value|13",
                "duration == 99999999999999999999|Illegal integer value|13",
                "duration == 1 timeout == 1|Too many terms in predicate expression|14",
                "duration == 1 & timeout == 1|Too many terms in predicate expression|14",
                "(duration == 1|Too many '('|14",
                "duration == 1)|Too few '('|13",
                "class == 'x|Missing matching quote|9",
                "duration == 1 &&|Field not found|17",
                "nosuch  == 1|Field not found|7",
                "nosuch.ustring == 1|Field not found|7",
                "CPU == 0|Field not found|4",
                "class.ustring == 5|Expecting string field|18",
                "class.ustrin == 'x'|Invalid operator|6",
                "class .ustring == 'x'|Invalid operator|7",
                "class.function == foo|Illegal operation for field type|19",
                "common_pid.function == foo|Illegal operation for field type|24",
                "common_pid.ustring.function == 5|Illegal operation for field type|32",
                "common_pid.function|Invalid operator|20",
                "duration.function == nosuchfn|Function not found|30",
                "(duration.function == nosuchfn)|Function not found|32",
                "duration.function == nosuchfn && timeout > 0|Function not found|30",
                "duration.function == 0x1234|Function not found|28",
                "duration.function == -1|Function not found|24",
                "duration.function == |Function not found|21",
                "duration.function > schedule|Invalid operator|21",
                "duration.function == 12345678901234567890123456|Operand too long|48",
                "duration.function == 99999999999999999999|Invalid value (did you forget quotes)?|42",
                "duration.function == 09|Invalid value (did you forget quotes)?|24",
                "timeout == CPUS{0|Missing '}'|18",
                "timeout == CPUS0}|Missing '{'|17",
                "timeout == CPUS|Missing '{'|17",
                "timeout & CPUS { 0}|Missing '{'|16",
                "timeout == CPUS{}|Invalid cpulist|17",
                "timeout == CPUS{x}|Invalid cpulist|18",
                "timeout == CPUS{3-1}|Invalid cpulist|20",
                "timeout == CPUS{9999}|Invalid cpulist|21",
                "timeout == CPUS{0-}|Invalid cpulist|19",
                "timeout < CPUS{0}|Illegal operation for field type|11",
                "class == CPUS{0}|Illegal operation for field type|10",
                "timeout == CPU{0}|Invalid value (did you forget quotes)?|12"
            })
    void shouldSayWhatIsWrongAndWhere(String filter, String text, int column) {
        JvmFilterException wrong =
                catchThrowableOfType(JvmFilterException.class, () -> JvmEventFilter.of(JvmEventType.PARK, filter));

        assertThat(wrong).hasMessage(text);
        assertThat(wrong.column()).isEqualTo(column);
    }

    @Test
    void shouldNotBeBroughtDownByBrackets() {
        String deep = "(".repeat(2_000) + "duration==1" + ")".repeat(2_000);

        assertThat(catchThrowableOfType(JvmFilterException.class, () -> JvmEventFilter.of(JvmEventType.PARK, deep)))
                .hasMessage("Too many '('");
    }

    @Test
    void shouldHoldFromWhenItWasSetUntilItIsTakenAway(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("flight"),
                "since\t100\t1\nfilter\t200\tpark\tduration > 5\nfilter\t300\tpark\t0\nfilter\t400\tpark\tnosuch==1\n");
        FlightNotes notes = new FlightNotes(folder);
        notes.read();

        assertThat(notes.filterOf(parkAt(199))).isNull();
        assertThat(notes.filterOf(parkAt(200))).hasToString("duration > 5");
        assertThat(notes.filterOf(parkAt(300))).isNull();
        assertThat(notes.filterOf(parkAt(400))).isNull();
    }

    @Test
    void shouldWantNothingOfWhenTracingWasOff(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("flight");
        Files.writeString(file, "off\t50\non\t90\nsince\t100\t1\noff\t200\noff\t210\non\t300\noff\t4");
        FlightNotes notes = new FlightNotes(folder);
        notes.read();

        assertThat(List.of(95L, 200L, 299L)).noneMatch(notes::wants);
        assertThat(List.of(100L, 199L, 300L, 500L)).allMatch(notes::wants);
        Files.writeString(file, "since\t100\t1\n");
        notes.read();
        assertThat(notes.wants(250)).isTrue();
    }

    private static JvmEvent parkAt(long stamp) {
        return new JvmEvent(JvmEventType.PARK, stamp, 1, PID, "main", park());
    }
}
