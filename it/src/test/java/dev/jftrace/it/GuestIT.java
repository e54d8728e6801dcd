package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel bed itself. */
@Tag("kernel")
class GuestIT {
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldRunAKernelThatHasTheTracers(String kernel) {
        Run tracers = Guest.kernel(kernel).step("tracers");

        assertThat(tracers.outLines().get(0).split(" ")).contains("blk", "function_graph", "function", "nop");
        assertThat(tracers.outLines().get(1)).startsWith(kernel + ".");
        assertThat(tracers.err()).contains("version \"25");
        assertThat(tracers.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldBringBackStatusStreamsAndFiles(String kernel) {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.step("a-status")).isEqualTo(new Run(3, "", "to stderr\n"));
        assertThat(guest.file("a-status", "one")).hasContent("one\n");
        assertThat(guest.leftBy("a-status")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldTellWhatAStepLeftOnAndSwitchItOff(String kernel) {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.leftBy("tracer-left-on"))
                .containsExactly("-current_tracer: nop", "+current_tracer: function_graph", "+instance: left");
        assertThat(guest.leftBy("tracers")).isEmpty();
    }
}
