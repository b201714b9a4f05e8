// Stands in for the parts of react-native-gifted-chat that only exist on telephones.
export default ({ children }) => children ?? null;
export const TypingAnimation = () => null;
export const ActionSheetProvider = ({ children }) => children;
export const isIphoneX = () => false;
export const getBottomSpace = () => 0;
export const text = () => {};
export const phonecall = () => {};
export const email = () => {};
