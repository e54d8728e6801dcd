package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatParserTest {
    private static EventField field(String declaration) {
        byte[] text = Formats.of("e", 1, "\"\"", declaration);
        return FormatParser.parse("s", text, 8).fields().get(0);
    }

    @Test
    void shouldReadNameIdAndPlaceOfFields() {
        EventFormat format = FormatParser.parse("sched", Formats.of("sw", 314, "\"x\"", "pid_t prev_pid@24:4s"), 8);

        assertThat(format).hasToString("sched:sw");
        assertThat(format.id()).isEqualTo(314);
        assertThat(format.commonFields()).hasSize(4);
        assertThat(format.field("common_pid").offset()).isEqualTo(4);
        assertThat(format.field("prev_pid")).isEqualTo(format.fields().get(0));
        assertThat(format.field("prev_pid").isSigned()).isTrue();
        assertThat(format.isDamaged()).isFalse();
    }

    @Test
    void shouldSeeAStringInAnArrayOfChars() {
        EventField comm = field("char comm[16]@8:16s");

        assertThat(comm.name()).isEqualTo("comm");
        assertThat(comm.isString()).isTrue();
        assertThat(comm.arrayLength()).isEqualTo(16);
        assertThat(comm.elementSize()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheNameFromBehindTheBracketsOfADynamicArray() {
        EventField name = field("__data_loc char[] name@8:4s");

        assertThat(name.name()).isEqualTo("name");
        assertThat(name.isDynamic()).isTrue();
        assertThat(name.isRelative()).isFalse();
        assertThat(name.isString()).isTrue();
        assertThat(field("__rel_loc u16[] v@8:4").isRelative()).isTrue();
    }

    @Test
    void shouldKnowPointersAndLongs() {
        assertThat(field("const char * s@8:8").isPointer()).isTrue();
        assertThat(field("unsigned long a@8:8").isLong()).isTrue();
        assertThat(field("unsigned int a@8:4").isLong()).isFalse();
    }

    @Test
    void shouldKeepADamagedFormatWithoutItsFields() {
        byte[] text = Formats.of("e", 7, "\"\"", "int a@99999999999:4");

        EventFormat format = FormatParser.parse("s", text, 8);

        assertThat(format.isDamaged()).isTrue();
        assertThat(format.fields()).isEmpty();
    }

    @Test
    void shouldNotKeepAFormatWithoutId() {
        assertThat(FormatParser.parse("s", "name: a\nformat:\n".getBytes(), 8)).isNull();
    }
}
