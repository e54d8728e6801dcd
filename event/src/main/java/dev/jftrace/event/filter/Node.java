package dev.jftrace.event.filter;

/** A part of a filter: a number, or something true or false. */
sealed interface Node permits Operand, Condition {}
