/**
 * Events as JSON, an object on a line. {@link dev.jftrace.analysis.json.JsonReport} says what is in it.
 */
package dev.jftrace.analysis.json;
