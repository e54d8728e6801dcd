package dev.jftrace.event.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jftrace.event.EventCatalog;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those of the events in {@link FilteredEvents}. */
class EventFilterTest {
    private static final EventCatalog CATALOG = FilteredEvents.catalog();

    private static String passing(String filter) throws IOException, FilterException {
        List<Integer> numbers = FilteredEvents.passing(EventFilter.compile(filter, CATALOG), CATALOG);
        return numbers.toString().replaceAll("[\\[\\],]", "");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            sched_switch => 0 1
            sched => 0 1 2
            SCHED/.*_Switch => 0 1
            irq/sched_switch,irq => 4
            sched_s => ``
            sched_switch , irq_entry => 0 1 4
            sched_s.*\\|irq_entry => 0 1 4
            sched_[sw][a-z]\\+ => 0 1 2
            """)
    void shouldNameEventsByRegexOfEventOrSystem(String filter, String numbers) throws Exception {
        if (numbers.isEmpty() || filter.startsWith("irq/")) {
            assertThatExceptionOfType(FilterException.class).isThrownBy(() -> passing(filter));
        } else {
            assertThat(passing(filter)).isEqualTo(numbers);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            sched_switch: next_pid == 9 => 0
            sched_switch:next_pid!=9 => 1
            sched_switch: next_pid >= 9 => 0
            sched_switch: next_pid < 011 => 1
            sched_switch: next_pid == 0x9 => 0
            sched_switch: common_pid == 7 => 0
            sched_switch: next_pid == common_pid + 2 => 0
            sched_switch: next_pid * 2 - 4 == 14 => 0
            sched_switch: (next_pid & 8) == 8 => 0
            sched_switch: next_pid & 2 => 1
            sched_switch: next_pid >> 3 => 0
            sched_switch: next_pid % 0 => ``
            sched_switch: next_pid / 0 == 0 => 0 1
            sched_switch: next_pid == '\t' => 0
            .*: CPU == 1 => 1 2 3
            """)
    void shouldCompareNumbers(String filter, String numbers) throws Exception {
        assertThat(passing(filter)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            sched_switch: state > 100 => 0
            sched_switch: state == -1 => 0
            sched_switch: state == 0xffffffffffffffff => 0
            sched_switch: state < 100 => 1
            """)
    void shouldTakeNegativeNumbersForLargeOnes(String filter, String numbers) throws Exception {
        assertThat(passing(filter)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            sched_switch: prev_comm == "bash" => 0
            sched_switch: prev_comm == 'bash' => 0
            sched_switch: prev_comm != "bash" => 1
            sched_switch: prev_comm =~ "^SWAP" => 1
            sched_switch: prev_comm =~ 'a' => 0 1
            sched_switch: prev_comm !~ "^SWAP" => 0
            sched_switch: prev_comm =~ "ba\\(s\\|x\\)h$" => 0
            sched_switch: prev_comm =~ "p\\{2\\}" => 1
            sched_wakeup: comm == "sleep" => 2
            .*: COMM == "bash" => 0 4 5
            .*: COMM =~ "idle" => 1 2 3
            sched_switch: function == "vfs_read" => 0
            sched_switch: function =~ "read\\|0x10" => 0 1
            sched_switch: next_pid == "0x9" => 0
            """)
    void shouldCompareTexts(String filter, String numbers) throws Exception {
        assertThat(passing(filter)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            sched_switch: next_pid == 9 || next_pid == 7 && CPU == 1 => 1
            sched_switch: next_pid == 9 || (next_pid == 7 && CPU == 1) => 0 1
            sched_switch: CPU == 1 && next_pid == 7 || next_pid == 9 => 0 1
            sched_switch: !next_pid == 9 => 1
            sched_switch: !(next_pid == 9 || next_pid == 7) => ``
            sched_switch: !!next_pid == 9 && CPU == 0 => 0
            """)
    void shouldTakeAndAndOrFromLeftToRight(String filter, String numbers) throws Exception {
        assertThat(passing(filter)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            .*: bogus == 1 => ``
            .*: !(bogus == 1) => 0 1 2 3 4 5
            .*: bogus == 1 || next_pid == 9 => 0
            .*: bogus == 1 && next_pid == 9 => ``
            .*: bogus != "x" => ``
            .*: bogus + 1 => ``
            .*: (common_pid==9)||(pid==9)||(next_pid==9) => 0 2
            """)
    void shouldTakeWhatAsksForAnUnknownFieldAsFalse(String filter, String numbers) throws Exception {
        assertThat(passing(filter)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            sched_switch: next_pid = => 23
            sched_switch: next_pid = 9 => 23
            sched_switch: next_pid == => 25
            sched_switch: next_pid == 9 7 => 28
            sched_switch: next_pid == 9 == 9 => 28
            sched_switch: next_pid == 9x => 26
            sched_switch: next_pid == 99999999999999999999 => 26
            sched_switch: (next_pid == 9 => 28
            sched_switch: next_pid == 9) => 27
            sched_switch: next_pid == "x => 26
            sched_switch: next_pid =~ 9 => 26
            sched_switch: next_pid < "x" => 23
            sched_switch: 5 == "x" => 16
            sched_switch: prev_comm ~ "x" => 24
            sched_switch: prev_comm =~ "a\\(" => 27
            sched_switch: COMM == 5 => 14
            sched_switch: && next_pid => 14
            sched_switch: => 13
            nosuch: a == 1 => 0
            sched, nosuch: a == 1 => 7
            sched,,irq => 6
            sched[: a == 1 => 0
            """)
    void shouldPointAtTheColumnOfAMistake(String filter, int column) {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> EventFilter.compile(filter, CATALOG))
                .satisfies(e -> assertThat(e.column()).as(e.getMessage()).isEqualTo(column));
    }

    @Test
    void shouldTellHowItWasUnderstood() throws FilterException {
        EventFilter filter = EventFilter.compile(
                "sched_switch,sched_wakeup: !(next_pid == 0x9 || bogus == 1) && (COMM == \"x\" || pid & 16)", CATALOG);

        assertThat(filter.description())
                .containsExactly(
                        "sched_wakeup: (COMM == \"x\") || (pid & 16)",
                        "sched_switch: (!(next_pid == 9)) && (COMM == \"x\")");
        assertThat(EventFilter.compile("irq: bogus == 1", CATALOG).description())
                .containsExactly("irq_entry: FALSE");
        assertThat(EventFilter.compile("irq", CATALOG).description()).containsExactly("irq_entry: TRUE");
    }

    @Test
    void shouldShowTheStackOfAnEventThatPassesAndOfNoOther() throws Exception {
        EventFilters filters = new EventFilters(CATALOG);
        filters.add(EventFilter.compile("sched_wakeup", CATALOG));
        filters.add(EventFilter.compile("sched_switch: next_pid == 9", CATALOG));

        assertThat(FilteredEvents.passing(filters, CATALOG)).containsExactly(0, 2, 3);
    }

    @Test
    void shouldLeaveOutWhatANegativeFilterNames() throws Exception {
        EventFilters filters = new EventFilters(CATALOG);
        filters.addNegative(EventFilter.compile("sched_switch: CPU == 1", CATALOG));
        assertThat(FilteredEvents.passing(filters, CATALOG)).containsExactly(0, 2, 3, 4, 5);

        filters.add(EventFilter.compile("sched", CATALOG));
        assertThat(FilteredEvents.passing(filters, CATALOG)).containsExactly(0, 2, 3);
    }

    @Test
    void shouldTellByTheTypeAloneWhatNeverPasses() throws Exception {
        EventFilters filters = new EventFilters(CATALOG);
        filters.add(EventFilter.compile("sched_switch: next_pid == 9", CATALOG));

        assertThat(filters.skips(0, 1)).isFalse();
        assertThat(filters.skips(0, 2)).isTrue();
        assertThat(filters.skips(0, 99)).isTrue();
        assertThat(filters.skips(0, 4))
                .as("the stack of an event that may pass")
                .isFalse();
    }

    @Test
    void shouldNotShowTheStackOfAnEventThatWasPassedOver() throws Exception {
        EventFilters filters = new EventFilters(CATALOG);
        filters.add(EventFilter.compile("sched_switch: next_pid == 9", CATALOG));

        List<Integer> tested = FilteredEvents.passing(
                event -> !filters.skips(event.cpu(), event.typeId()) && filters.test(event), CATALOG);

        assertThat(tested).isEqualTo(FilteredEvents.passing(filters, CATALOG));
    }

    @Test
    void shouldSkipNothingWhereOnlyNegativeFiltersAre() throws Exception {
        EventFilters filters = new EventFilters(CATALOG);
        filters.addNegative(EventFilter.compile("sched_switch", CATALOG));

        assertThat(filters.skips(0, 1)).isFalse();
    }
}
