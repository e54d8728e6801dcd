package dev.jftrace.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.code.CodeLengths;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class HookTest {
    /** Not more than 35 bytes is copied by C1 into every traced method; more than 325 is never inlined by C2. */
    @Test
    void shouldHaveTheSizeThatEachCompilerTreatsBest() throws IOException {
        Map<String, Integer> lengths;
        try (var bytes = HookTest.class.getResourceAsStream("Hook.class")) {
            lengths = CodeLengths.of(new ClassReader(bytes));
        }

        assertThat(lengths.get("in(I)V")).isBetween(36, 325);
        assertThat(lengths.get("out(I)V")).as("copied, so nothing but a call").isLessThan(12);
        assertThat(lengths.get("outThrow(I)V")).isLessThan(12);
        assertThat(lengths.get("leave(J)V")).isBetween(36, 325);
    }
}
