// What markup is compiled to: shorter than the calls of the automatic runtime, all of them together.
export { Fragment, h } from 'preact';
