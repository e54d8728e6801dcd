package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class FunctionNameTest {
    @Test
    void shouldDropWhatChangesFromRunToRun() {
        assertThat(FunctionName.ofClass("a/B$$Lambda$14/0x00000008000c1040")).isEqualTo("a.B$$Lambda");
        assertThat(FunctionName.ofClass("a/B$$Lambda/0x00000008000c1040")).isEqualTo("a.B$$Lambda");
        assertThat(FunctionName.ofClass("a/Hidden/0x00000008000c1040")).isEqualTo("a.Hidden");
        assertThat(FunctionName.ofClass("a/Outer$Inner$1")).isEqualTo("a.Outer$Inner$1");
    }

    @Test
    void shouldBeOneWord() {
        assertThat(FunctionName.word("should be\tone word\n")).isEqualTo("should_be_one_word_");
        assertThat(FunctionName.parameters("(I[JLjava/util/Map$Entry;)V")).isEqualTo("(int,long[],Map$Entry)");
    }

    @Test
    void shouldNameParametersOnlyWhereAClassOverloads() throws IOException {
        ClassReader reader = new ClassReader(Shapes.class.getName());
        ClassMethods methods = ClassMethods.read(reader);
        var names = methods.withCode().stream()
                .map(method ->
                        methods.name(method).substring(Shapes.class.getName().length()))
                .toList();

        assertThat(names)
                .contains(".alone", ".twice(int)", ".twice(String)", ".apply(int):String", ".apply(int):Object");
    }

    static class Shapes implements IntFunction<Object> {
        void alone() {}

        void twice(int i) {}

        void twice(String s) {}

        /** The compiler adds a bridge of the same parameters. */
        @Override
        public String apply(int i) {
            return "";
        }
    }
}
