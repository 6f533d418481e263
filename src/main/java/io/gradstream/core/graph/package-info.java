/**
 * Words in which encoders and models say what they compute, for whoever writes it down in another
 * form: tables of numbers, one row a record, and operations on them.
 *
 * <p>It must not know any encoder, any model or any file format.
 */
package io.gradstream.core.graph;
