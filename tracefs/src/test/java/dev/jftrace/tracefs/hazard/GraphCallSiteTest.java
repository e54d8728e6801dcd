package dev.jftrace.tracefs.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.tracefs.hazard.GraphCallSite.State;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are an assembler's: binutils 2.40, with a weak and with a global ftrace_stub, then patched as the kernel does. */
class GraphCallSiteTest {
    @ParameterizedTest
    @CsvSource({
        "e9 00 00 00 00 c3 66 66, 5, NEAR_JUMP", // good, as built
        "e9 9c 01 00 00 c3 66 66, 5, NEAR_JUMP", // good, switched on: to ftrace_graph_caller
        "0f 1f 44 00 00 c3 66 66, 5, NOP",
        "66 66 66 66 90 c3 66 66, 5, NOP",
        "eb 00 c3 66 66 2e 0f 1f, 2, SHORT_JUMP", // bad, as built
        "e9 9c 01 00 00 2e 0f 1f, 2, CORRUPTED", // bad, switched on
        "e9 fd ff ff ff 2e 0f 1f, 2, CORRUPTED", // bad, switched off again
        "e9 fd ff ff ff 2e 0f 1f, -9223372036854775808, CORRUPTED", // the same, without symbols of ftrace_stub
        "0f 1f 44 00 00 2e 0f 1f, 2, CORRUPTED",
        "cc 00 00 00 00 c3 66 66, 5, PATCHING",
        "e8 00 00 00 00 c3 66 66, 5, CALL_INSTRUCTION",
        "0f 0b 44 00 00 c3 66 66, 5, UNEXPECTED",
        "00 00 00 00 00 00 00 00, 5, UNEXPECTED",
    })
    void shouldTellWhatStandsThere(String bytes, long distance, State state) {
        assertThat(GraphCallSite.decode(HexFormat.ofDelimiter(" ").parseHex(bytes), distance))
                .isEqualTo(state);
    }

    @Test
    void shouldTellByTheDistanceAloneWhereNoByteCanBeRead() {
        assertThat(GraphCallSite.decode(new byte[0], 2)).isEqualTo(State.SHORT_JUMP);
        assertThat(GraphCallSite.decode(new byte[0], 5)).isEqualTo(State.RIGHT_DISTANCE);
        assertThat(GraphCallSite.decode(new byte[0], 16)).isEqualTo(State.UNREAD);
    }
}
